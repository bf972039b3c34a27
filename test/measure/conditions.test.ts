import { expect, it } from 'vitest'
import type { Condition } from '../../src/drill/model.ts'
import { conditionsSeen } from '../../src/measure/conditions.ts'
import { contextOf } from './find.ts'

function seen(condition: Condition, met = true) {
  const rest = { window: 'lost', met, withinMs: 60_000, restedOn: 'what was seen', tookMs: 6100 }
  return conditionsSeen(
    contextOf({ phases: [], events: [{ atMs: 9000, type: 'condition', condition, ...rest }] }),
  )
}

it('says what was waited for, and whether it came', () => {
  const rest = { window: 'lost', withinMs: 60_000, restedOn: 'what was seen', tookMs: 6100 }
  expect(seen({ kind: 'recovered' })).toEqual([{ what: 'clients have recovered', met: true, ...rest }])
  expect(seen({ kind: 'ready', atLeast: 'all' }, false)).toEqual([
    { what: 'every instance is ready', met: false, ...rest },
  ])
  expect(seen({ kind: 'ready', atLeast: 2 })[0]?.what).toBe('at least 2 instances are ready')
  expect(seen({ kind: 'probe', name: 'queue', equals: 0 })[0]?.what).toBe('probe queue shows 0')
})

it('is nothing where nothing was waited for', () => {
  expect(conditionsSeen(contextOf({ phases: [] }))).toEqual([])
})
