import { expect, expectTypeOf, test } from 'vitest'
import { checkConfig } from '../../src/config/check.ts'
import type { ConfigInput } from '../../src/config/define.ts'
import { defineConfig } from '../../src/config/define.ts'
import { env } from '../../src/config/env.ts'
import { configSchema } from '../../src/config/schema.ts'
import { processes } from '../../src/config/targets.ts'

test('the whole of what the types allow passes the schema', () => {
  const config = defineConfig({
    loads: {
      shop: 'scenarios/shop.ts',
      slow: { script: 'slow.ts', requestTimeout: '5s', vus: 10, env: { A: 'b' }, args: ['-q'] },
    },
    target: processes({ run: 'node server.js' }),
    targets: { other: processes({ run: 'node other.js' }) },
    environments: {
      staging: {
        target: processes({ run: 'x' }),
        load: { maxRate: '50/s' },
        prober: { interval: '1s' },
        runbook: { tell: ['#staging'] },
        warmUp: '1s',
      },
    },
    probes: {
      queue: { http: '{edge}/queue', json: 'jobs.waiting', every: '1s' },
      disk: { command: 'df -h', cwd: 'ops', env: { LC_ALL: 'C' }, timeout: '5s' },
    },
    prober: { interval: '10ms', timeout: '1s', path: '/products' },
    runbook: { tell: ['#releases'], build: 'make' },
    warmUp: '0s',
    reports: 'out',
    drills: 'my-drills',
    redact: ['a text as it is', /secret/i],
    handlers: { cut: async ({ link }) => link },
    indicators: { mine: { version: 1, measure: ({ requests }) => requests.length } },
  })
  expect(checkConfig(configSchema, config, { file: 'x' }).warmUp).toBe('0s')
})

test('it gives the types, and nothing else', () => {
  const written: ConfigInput = { loads: {} }
  expect(defineConfig(written)).toBe(written)
  expectTypeOf(defineConfig).parameter(0).toEqualTypeOf<ConfigInput>()
  // @ts-expect-error: a duration needs its unit
  defineConfig({ loads: {}, warmUp: '5' })
  // @ts-expect-error: the field is called loads
  defineConfig({ load: {} })
  defineConfig({ loads: { shop: { script: 'x', env: { TOKEN: env('TOKEN') } } } })
})
