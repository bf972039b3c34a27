import { expect, test } from 'vitest'
import { toConfig } from '../../src/config/config.ts'
import { configSchema } from '../../src/config/schema.ts'

const made = toConfig(
  configSchema.parse({
    loads: {
      shop: 'scenarios/shop.ts',
      slow: { script: '/abs/slow.ts', vus: 3, requestTimeout: '5s', env: { A: 'b' } },
    },
    maxRate: '30/m',
    probes: {
      queue: { http: '{edge}/queue', json: 'depth', expectStatus: 200, every: '3s' },
      disk: { command: "df '/my disk'", cwd: 'ops', env: { LC_ALL: 'C' } },
      list: { command: ['df', '-h'] },
    },
    prober: { path: '/products' },
    handlers: { twice: ({ n }: { n: number }) => n * 2 },
    indicators: { mine: { version: 3, measure: () => 1 } },
    environments: { staging: {} },
  }),
  '/project',
)

test('units are in the names, paths are absolute, and what is not given is null', () => {
  expect(made).toMatchObject({
    target: null,
    targets: {},
    environments: ['staging'],
    loads: {
      shop: {
        script: '/project/scenarios/shop.ts',
        requestTimeoutMs: 2000,
        vus: null,
        env: {},
        args: [],
        thresholds: true,
      },
      slow: {
        script: '/abs/slow.ts',
        requestTimeoutMs: 5000,
        vus: 3,
        env: { A: 'b' },
        args: [],
        thresholds: true,
      },
    },
    maxRatePerSecond: 0.5,
    prober: { intervalMs: 20, timeoutMs: 2000, path: '/products' },
    warmUpMs: 5000,
    reportsDir: '/project/reports',
    drillsDir: '/project/drills',
    indicators: { mine: { version: 3 } },
  })
})

test('probes are those of the prober’s room', () => {
  expect(made.probes).toEqual({
    queue: {
      kind: 'http',
      url: '{edge}/queue',
      json: 'depth',
      expectStatus: 200,
      intervalMs: 3000,
      timeoutMs: 2000,
    },
    disk: {
      kind: 'command',
      argv: ['df', '/my disk'],
      cwd: '/project/ops',
      env: { LC_ALL: 'C' },
      intervalMs: 1000,
      timeoutMs: 2000,
    },
    list: { kind: 'command', argv: ['df', '-h'], cwd: '/project', intervalMs: 1000, timeoutMs: 2000 },
  })
})

test('what is stored is asked by a URL or a command, and not at all where nothing says how', () => {
  const ledgerOf = (ledger: unknown) =>
    toConfig(configSchema.parse({ loads: { shop: 'shop.ts' }, ledger }), '/project').ledger
  expect(ledgerOf(undefined)).toBeNull()
  expect(ledgerOf({ http: '{edge}/ledger', timeout: '5s' })).toEqual({
    stored: { kind: 'http', url: '{edge}/ledger', timeoutMs: 5000 },
    settleMs: 30_000,
  })
  expect(ledgerOf({ command: "psql -c 'SELECT 1'", cwd: 'ops', env: { A: 'b' }, settle: '0s' })).toEqual({
    stored: {
      kind: 'command',
      argv: ['psql', '-c', 'SELECT 1'],
      cwd: '/project/ops',
      env: { A: 'b' },
      timeoutMs: 30_000,
    },
    settleMs: 0,
  })
  expect(() => ledgerOf({ http: '{edge}/ledger', command: 'psql' })).toThrow()
})

test('the runbook names nobody and no build unless it is said; a command is split', () => {
  const runbookOf = (runbook: unknown) =>
    toConfig(configSchema.parse({ loads: {}, runbook }), '/project').runbook
  expect(runbookOf(undefined)).toEqual({ tell: [], build: null })
  expect(runbookOf({ tell: ['#releases'], build: "make 'my app'" })).toEqual({
    tell: ['#releases'],
    build: ['make', 'my app'],
  })
  expect(runbookOf({ build: ['make', 'a b'] }).build).toEqual(['make', 'a b'])
})

test('guards have their units in their names; hosts and production are as they are written', () => {
  const config = (fields: object) => toConfig(configSchema.parse({ loads: {}, ...fields }), '/project')
  expect(config({ guards: [{ maxDuration: '10m' }, { file: 'STOP' }] }).guards).toEqual([
    { kind: 'max-duration', durationMs: 600_000 },
    { kind: 'file', path: 'STOP', unseen: 'say' },
  ])
  expect(config({ allowedHosts: ['a.test'], production: true })).toMatchObject({
    allowedHosts: ['a.test'],
    production: true,
  })
  expect(config({})).toMatchObject({ guards: [], allowedHosts: [], production: false })
})

test('a handler may be synchronous; what it throws rejects', async () => {
  await expect(made.handlers.twice?.({ n: 4 })).resolves.toBe(8)
  const failing = toConfig(
    configSchema.parse({
      loads: {},
      handlers: {
        no: () => {
          throw new Error('not now')
        },
      },
    }),
    '/p',
  )
  await expect(failing.handlers.no?.({})).rejects.toThrow('not now')
})
