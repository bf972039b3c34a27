import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ANSWERED_WITHIN_MS } from '../../../src/target/edge/limits.ts'
import { hasBuiltInEdge, withBuiltInEdge } from '../../../src/target/process/built-in-edge.ts'
import { explainOptions } from '../../../src/target/process/explain.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { edgeSpec } from '../../../src/target/process/spec.ts'
import { routeCommand } from '../../../src/target/process/user-commands.ts'
import { surroundings } from './settings.ts'

const written = { run: 'node server.js', ready: '/up', edge: 'built-in' as const }

it('is an edge in full, which asks what the instances are asked, and can be told where to send users', () => {
  const around = { ...surroundings(), options: parseProcessOptions(written) }
  const spec = edgeSpec(around)
  expect(spec?.argv[0]).toBe(process.execPath)
  expect(existsSync(spec?.argv[1] ?? '')).toBe(true)
  expect(spec?.env).toMatchObject({
    EDGE_PORT: '8080',
    EDGE_UPSTREAMS: 'web-1=http://127.0.0.1:3001,web-2=http://127.0.0.1:3002',
    EDGE_READY_PATH: '/up',
    EDGE_ACCESS_LOG: '/tmp/logs/access.ndjson',
  })
  const route = routeCommand(around, [{ name: 'web-1', url: 'http://127.0.0.1:3001', weight: 1 }])
  expect(existsSync(route?.argv[1] ?? '')).toBe(true)
  expect(route?.argv.slice(2)).toEqual(['http://127.0.0.1:8080', 'web-1=http://127.0.0.1:3001*1'])
})

it('is told for longer than any request waits in it, and no command is ended before that', () => {
  const around = { ...surroundings(), options: parseProcessOptions(written) }
  const waitsMs = Number(edgeSpec(around)?.env.EDGE_TIMEOUT_MS)
  expect(ANSWERED_WITHIN_MS).toBeGreaterThan(waitsMs)
  const route = routeCommand(around, [{ name: 'web-1', url: 'http://127.0.0.1:3001', weight: 1 }])
  // Node has to start, and the edge is asked a few times.
  expect(route?.timeoutMs).toBeGreaterThanOrEqual(ANSWERED_WITHIN_MS + 15_000)
})

it('asks /ready where the app names nothing else', () => {
  const { ready: _, ...silent } = written
  const around = { ...surroundings(), options: parseProcessOptions(silent) }
  expect(edgeSpec(around)?.env.EDGE_READY_PATH).toBe('/ready')
})

it('makes a target that offers what an edge of one’s own would, and says whose it is', () => {
  const target = createProcessTarget(written, { root: '/app' })
  expect(target).toMatchObject({ edgeIsBuiltIn: true, canRoute: true })
  expect(target.capabilities).toContain('traffic')
  const own = createProcessTarget({ ...written, edge: { run: 'node edge.js' } }, { root: '/app' })
  expect(own.edgeIsBuiltIn).toBeUndefined()
  const told = explainOptions(parseProcessOptions(written), written)
  expect(told.find(({ name }) => name === 'target.edge')?.value).toContain('firedrill’s own')
})

it('leaves everything else as it is written', () => {
  for (const other of [
    { run: 'x' },
    { run: 'x', edge: { url: 'http://127.0.0.1:1' } },
    'built-in',
    null,
    [written],
  ]) {
    expect(withBuiltInEdge(other)).toBe(other)
    expect(hasBuiltInEdge(other)).toBe(false)
  }
})

it('is the only word that stands for an edge', () => {
  expect(() => parseProcessOptions({ ...written, edge: 'builtin' })).toThrow(
    'target.edge: expected { run: "…" } (a balancer that is started), { url: "…" } (one that is there) or "built-in"',
  )
})
