import { describe, expect, it } from 'vitest'
import { broughtBackIn, shippedIn } from '../../../src/runbook/parts/shipped.ts'
import { DEPLOY, ROLLBACK, rehearsal } from '../build-rehearsal.ts'

describe('a release that was shipped', () => {
  it('is the one that stayed, with all that was run for it', () => {
    const shipped = shippedIn(rehearsal(), '2')
    expect(shipped).toMatchObject({ startMs: 12_000, endMs: 15_400, untilMs: 17_000 })
    expect(shipped?.commands.map(({ kind }) => kind)).toEqual(['check', 'status', 'switch'])
  })

  it.each([
    ['another version', { to: '3' }],
    ['was refused', { outcome: 'refused' as const }],
    ['was ended by a trigger', { trigger: { atMs: 1, restedOn: '' } }],
    ['has no end', { endMs: null }],
  ])('is none that %s', (_what, more) => {
    expect(shippedIn(rehearsal({ verdict: { deploys: [{ ...DEPLOY, ...more }] } }), '2')).toBeNull()
  })
})

describe('a rollback', () => {
  it('is the last that commands made and that was seen to be served', () => {
    const back = broughtBackIn(rehearsal(), '1')
    expect(back).toMatchObject({
      left: '2',
      startMs: 17_010,
      endMs: 19_300,
      untilMs: Number.POSITIVE_INFINITY,
    })
    expect(back?.commands.map(({ what }) => what)).toEqual(['roll back to 1'])
  })

  it.each([
    ['to another version', { to: '0' }],
    ['that was not begun', { decideMs: null }],
    ['that did not come to its end', { actMs: null }],
    ['after which nobody served', { readyMs: null }],
    ['that somebody else made', { decidedMs: 40_000 }],
  ])('is none %s', (_what, more) => {
    expect(broughtBackIn(rehearsal({ verdict: { rollbacks: [{ ...ROLLBACK, ...more }] } }), '1')).toBeNull()
  })
})
