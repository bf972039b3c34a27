import { describe, expect, test } from 'vitest'
import type { LoadSpec } from '../../../src/drill/model.ts'
import { codesOf, quiet, reasonsOf, refusalsOf } from './planned.ts'

describe('the load', () => {
  test('that the configuration does not have', () => {
    expect(refusalsOf(quiet, { loads: ['store', 'admin'] })).toEqual([
      {
        code: 'load-unknown',
        reason: 'The drill names the load "shop"; the configuration has store, admin.',
        hint: expect.stringContaining('loads'),
      },
    ])
    expect(reasonsOf(quiet, { loads: [] })[0]).toContain('has none')
  })

  const ramp: LoadSpec = {
    name: 'shop',
    profile: {
      kind: 'ramping-arrival-rate',
      startPerSecond: 10,
      stages: [
        { toPerSecond: 300, durationMs: 1000 },
        { toPerSecond: 50, durationMs: 1000 },
      ],
    },
  }

  test.each([
    ['a constant rate', 199, {}, ['plan-refused']],
    ['a constant rate that is allowed', 200, {}, []],
    ['the peak of a ramp', 299, { load: ramp }, ['plan-refused']],
    ['a ramp that is allowed', 300, { load: ramp }, []],
    ['a script’s own scenarios, whose rate is not known', 1, { load: script() }, []],
  ])('that is more than this environment allows: %s', (_what, maxRate, rest, codes) => {
    expect(codesOf(quiet, { maxRate }, rest)).toEqual(codes)
  })

  test('how to lower it is said', () => {
    expect(refusalsOf(quiet, { maxRate: 50 })[0]?.hint).toContain('--set rate=50/s')
  })
})

function script(): LoadSpec {
  return { name: 'shop', profile: { kind: 'script' } }
}
