import { describe, expect, test } from 'vitest'
import type { GuardInput } from '../../../src/drill/guards/guard.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { createDecision } from '../../../src/run/guards/decision.ts'
import type { Look } from '../../../src/run/guards/guard.ts'

const bad: Look = { seen: true, bad: true, restedOn: '9 of 20 failed', samples: { failed: 9 } }
const good: Look = { seen: true, bad: false, restedOn: 'none of 20 failed' }
const unseen: Look = { seen: false, why: '3 requests' }

/** What each look comes to; one a second. */
function decided(guard: GuardInput, ...looks: (Look | null)[]) {
  const decision = createDecision(guardsIn('a.ts:1', [guard])[0]!)
  return looks.map((look, second) => decision.take(look, second * 1000)?.decision ?? null)
}

const errors: GuardInput = { errors: { above: '5%' }, over: '5s' }

describe('what is bad', () => {
  test('stops at once, where no time is given, with what it rests on', () => {
    expect(decided(errors, good, bad)).toEqual([null, 'stop'])
    const decision = createDecision(guardsIn('a.ts:1', [errors])[0]!)
    expect(decision.take(bad, 0)).toEqual({
      decision: 'stop',
      restedOn: '9 of 20 failed',
      samples: { failed: 9 },
    })
  })

  test('has to be so at every look for its time', () => {
    const patient = { ...errors, for: '2s' } as const
    expect(decided(patient, bad, bad, bad)).toEqual([null, null, 'stop'])
    expect(decided(patient, bad, bad, good, bad, bad, good)).toEqual([null, null, null, null, null, null])
  })

  test('begins anew after a look that showed nothing, and after a time without meaning', () => {
    const patient = { ...errors, for: '2s' } as const
    expect(decided(patient, bad, bad, unseen, bad, bad, bad)).toEqual([
      null,
      null,
      'not-seen',
      'seen-again',
      null,
      'stop',
    ])
    expect(decided(patient, bad, bad, null, bad, bad)).toEqual([null, null, null, null, null])
  })
})

describe('what cannot be seen', () => {
  test('never stops a drill by itself; it is said once for each stretch', () => {
    expect(decided(errors, unseen, unseen, unseen, good, good, unseen)).toEqual([
      'not-seen',
      null,
      null,
      'seen-again',
      null,
      'not-seen',
    ])
  })

  test('stops it where the guard says so, after its time', () => {
    expect(decided({ ...errors, unseen: 'stop' }, good, unseen)).toEqual([null, 'stop'])
    const patient = { ...errors, for: '2s', unseen: 'stop' } as const
    expect(decided(patient, unseen, good, unseen, unseen, unseen)).toEqual([
      'not-seen',
      'seen-again',
      'not-seen',
      null,
      'stop',
    ])
    const decision = createDecision(guardsIn('a.ts:1', [{ ...errors, unseen: 'stop' }])[0]!)
    expect(decision.take(unseen, 0)?.restedOn).toBe('it cannot be seen: 3 requests')
  })

  test('a time without meaning is no time in which it could not be seen', () => {
    const patient = { ...errors, for: '2s', unseen: 'stop' } as const
    expect(decided(patient, unseen, null, null, null, unseen)).not.toContain('stop')
  })
})
