import { expect, test } from 'vitest'
import { pathInEnvironment, withEnvironment } from '../../src/config/overlay.ts'
import { refusalOf } from './project.ts'

const staging = {
  target: { kind: 'compose' },
  load: { maxRate: '50/s' },
  loads: { shop: 'staging.ts' },
  prober: { interval: '100ms' },
  warmUp: '1s',
}
const raw = {
  loads: { shop: 'shop.ts', other: 'other.ts' },
  target: { kind: 'processes', options: { run: 'x' } },
  prober: { timeout: '3s' },
  reports: 'reports',
  environments: { staging },
}

test('none chosen: nothing changes', () => {
  expect(withEnvironment(raw, null)).toEqual(raw)
})

test('the target is replaced, names are merged, the highest rate is put in', () => {
  expect(withEnvironment(raw, 'staging')).toEqual({
    ...raw,
    loads: { shop: 'staging.ts', other: 'other.ts' },
    target: { kind: 'compose' },
    targets: {},
    ofEnvironment: true,
    prober: { timeout: '3s', interval: '100ms' },
    warmUp: '1s',
    maxRate: '50/s',
  })
})

test('guards are added to those of all environments; hosts and the mark of production are its own', () => {
  const file = { file: 'STOP' }
  const slow = { p95: { above: '2s' } }
  const live = { guards: [slow], allowedHosts: ['live.test'], production: true }
  const written = { ...raw, guards: [file], allowedHosts: ['other.test'], environments: { live, plain: {} } }
  expect(withEnvironment(written, 'live')).toMatchObject({
    guards: [file, slow],
    allowedHosts: ['live.test'],
    production: true,
  })
  expect(withEnvironment(written, 'plain')).toMatchObject({ guards: [file], allowedHosts: ['other.test'] })
  const { guards: _, ...none } = written
  expect(withEnvironment(none, 'live').guards).toEqual([slow])
})

test('whom to tell is the environment’s own, where it says so', () => {
  const told = { ...raw, runbook: { tell: ['#all'], build: 'make' } }
  const of = (runbook?: object) =>
    withEnvironment(
      { ...told, environments: { staging: { ...staging, ...(runbook && { runbook }) } } },
      'staging',
    ).runbook
  expect(of()).toEqual(told.runbook)
  expect(of({ tell: ['#staging'] })).toEqual({ tell: ['#staging'] })
})

test('one that names targets has no others', () => {
  const targets = { compose: { kind: 'compose' } }
  const only = withEnvironment(
    { ...raw, targets: { more: {} }, environments: { boxes: { targets } } },
    'boxes',
  )
  expect(only).toMatchObject({ target: undefined, targets, ofEnvironment: true })
  const none = withEnvironment(
    { ...raw, targets: { more: {} }, environments: { slow: { warmUp: '9s' } } },
    'slow',
  )
  expect(none).toMatchObject({ target: raw.target, targets: { more: {} } })
  expect(none).not.toHaveProperty('ofEnvironment')
})

test('an unknown environment is refused with the nearest one', async () => {
  expect(await refusalOf(() => withEnvironment(raw, 'stagin'))).toEqual({
    code: 'target-unknown',
    message: 'No environment is called "stagin".',
    hint: 'Did you mean "staging"? There are staging.',
  })
  expect((await refusalOf(() => withEnvironment({}, 'staging'))).hint).toContain('environments')
})

test('which values an environment says itself', () => {
  const has = (...path: string[]) => pathInEnvironment(staging, path)
  expect([has('loads', 'shop'), has('maxRate'), has('loads', 'other'), has('reports')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test.each(['__proto__', 'constructor', 'toString'])(
  'what every object has is no environment: %s',
  async (name) => {
    expect((await refusalOf(() => withEnvironment(raw, name))).code).toBe('target-unknown')
  },
)
