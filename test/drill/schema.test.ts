import { expect, test } from 'vitest'
import { kill, start } from '../../src/drill/faults.ts'
import type { ResolvedDrill } from '../../src/drill/model.ts'
import { instance, victim } from '../../src/drill/refs.ts'
import { firstFinding, parseResolvedDrill } from '../../src/drill/schema.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { refusal } from './refusal.ts'
import { resolved } from './sample.ts'

const drill = resolved(() => [phase('lost', [kill(instance()), hold('2s'), start(victim())])])
const stored = (): ResolvedDrill => JSON.parse(JSON.stringify(drill))

test('a stored drill is read back as it was, frozen', () => {
  const read = parseResolvedDrill(stored())
  expect(read).toEqual(drill)
  expect(Object.isFrozen(read.steps[0])).toBe(true)
  expect(firstFinding(stored())).toBeNull()
})

test.each<[string, (drill: ResolvedDrill) => unknown, RegExp]>([
  ['not an object', () => 'drill', /the whole: /],
  ['a missing field', ({ name: _, ...rest }) => rest, /name: /],
  ['a further field', (whole) => ({ ...whole, more: 1 }), /the whole: .*more/],
  ['a wrong seed', (whole) => ({ ...whole, seed: -1 }), /seed: /],
  ['a step of another kind', (whole) => ({ ...whole, steps: [{ kind: 'explode' }] }), /steps\[0\]\.kind: /],
  [
    'a wrong duration within',
    (whole) => ({ ...whole, steps: [{ kind: 'hold', durationMs: -1, place: '' }] }),
    /steps\[0\]\.durationMs: /,
  ],
  ['no steps', (whole) => ({ ...whole, steps: [] }), /steps: /],
])('a damaged one is refused, with the field: %s', (_what, damage, where) => {
  const { code, message, hint } = refusal(() => parseResolvedDrill(damage(stored())))
  expect(code).toBe('record-invalid')
  expect(message).toMatch(where)
  expect(hint).toContain('damaged')
})
