import { expect, test } from 'vitest'
import { env, resolveEnv } from '../../src/config/env.ts'
import { explain } from '../../src/config/explain.ts'
import { withEnvironment } from '../../src/config/overlay.ts'
import { configSchema } from '../../src/config/schema.ts'

const staging = {
  load: { maxRate: '50/s' },
  prober: { interval: '100ms' },
  guards: [{ url: 'https://ada:hush@status.test' }],
}
const raw = {
  loads: { shop: { script: 'shop.ts', env: { TOKEN: env('TOKEN') } } },
  target: { kind: 'processes', options: { run: 'x' } },
  redact: ['abcd', /b/],
  guards: [{ file: 'STOP' }],
  handlers: { cut: () => 1 },
  environments: { staging },
}

test('every value has its source, and no secret is shown', () => {
  const chosen = withEnvironment(raw, 'staging')
  const written = configSchema.parse(resolveEnv(chosen, { TOKEN: 'hush' }).value)
  const found = explain(chosen, written, {
    file: 'firedrill.config.ts',
    environment: { name: 'staging', written: staging },
  })
  const of = (name: string) =>
    found.filter((each) => each.name === name).map(({ value, source }) => [value, source])
  expect(of('loads.shop.script')).toEqual([['shop.ts', 'firedrill.config.ts']])
  expect(of('loads.shop.requestTimeout')).toEqual([['2s', 'default']])
  expect(of('loads.shop.env.TOKEN')).toEqual([['‹not shown›', 'environment variable TOKEN']])
  expect(of('prober.interval')).toEqual([['100ms', 'environment staging']])
  expect(of('prober.timeout')).toEqual([['2s', 'default']])
  expect(of('maxRate')).toEqual([['50/s', 'environment staging']])
  expect(of('target.kind')).toEqual([['processes', 'firedrill.config.ts']])
  expect(of('handlers')).toEqual([['cut', 'firedrill.config.ts']])
  expect(of('redact')).toEqual([['abcd, /b/', 'firedrill.config.ts']])
  expect(of('guards')).toEqual([
    ['the file STOP appears, https://status.test says stop', 'environment staging'],
  ])
  expect(of('indicators')).toEqual([['none', 'default']])
  expect(JSON.stringify(found)).not.toContain('hush')
  expect(found.some(({ name }) => name.startsWith('target.options'))).toBe(false)
})
