import { expect, it } from 'vitest'
import { explainOptions } from '../../../src/target/process/explain.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'

function explained(written: object): Record<string, string> {
  const values = explainOptions(parseProcessOptions(written), written)
  return Object.fromEntries(values.map(({ name, value, source }) => [name, `${value} (${source})`]))
}

it('says every value that was not written, and where it came from', () => {
  expect(explained({ run: 'x', edge: { run: 'y' }, port: { env: 'APP_PORT' } })).toEqual({
    'target.name': 'web-{n} (default)',
    'target.ready': '/ready (default)',
    'target.probePath': '/ (default)',
    'target.readyTimeout': '30s (default)',
    'target.stopTimeout': '45s (default)',
    'target.stopSignal': 'SIGTERM (default)',
    'target.instances': '2 (default)',
    'target.ports': 'chosen free, handed over in APP_PORT (target.port)',
    'target.edge.ready': '/ (target.probePath)',
    HOST: '127.0.0.1 (handed to every process: loopback only)',
  })
})

it('says how releases are switched where that is not written', () => {
  const release = { path: 'r/{version}', current: '1' }
  expect(explained({ run: 'x', release })['target.deploy']).toContain('rolling, settle 1s (default')
  expect(explained({ run: 'x', release, deploy: { strategy: 'canary' } })['target.deploy']).toBeUndefined()
})

it('says nothing of what was written', () => {
  const values = explained({ run: 'x', ports: [3001], ready: '/up', probePath: '/shop' })
  expect(Object.keys(values)).not.toContain('target.ready')
  expect(values).toMatchObject({
    'target.instances': '1 (the number of ports)',
    'target.edge': 'the instance itself (one instance and no edge)',
  })
})
