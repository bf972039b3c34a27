import { expect, it } from 'vitest'
import { decide, type Fate } from '../../../../src/target/sabotage/wire/decide.ts'
import type { WireKind } from '../../../../src/target/sabotage/wire/settings.ts'

const cases: [WireKind, string, Fate][] = [
  ['passes', 'POST', 'pass'],
  ['no-retries', 'POST', 'pass'],
  ['loses', 'GET', 'lose'],
  ['delays', 'GET', 'late'],
  ['duplicates', 'POST', 'twice'],
  ['duplicates', 'PATCH', 'twice'],
  ['duplicates', 'PUT', 'pass'],
  ['duplicates', 'GET', 'pass'],
  ['loses-writes', 'POST', 'acknowledge'],
  ['loses-writes', 'DELETE', 'acknowledge'],
  ['loses-writes', 'HEAD', 'pass'],
]

it.each(cases)('%s makes of a %s: %s', (kind, method, fate) => {
  expect(decide(method, { kind, share: 1 }, () => 0.99)).toBe(fate)
})

it('spoils only its share', () => {
  const draw = (value: number) => decide('GET', { kind: 'loses', share: 0.1 }, () => value)
  expect([draw(0.0999), draw(0.1)]).toEqual(['lose', 'pass'])
})
