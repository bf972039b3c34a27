import { expect, it } from 'vitest'
import type { JsonObject } from '../../src/drill/model.ts'
import { mayBeSameParameters } from '../../src/gate/parameters.ts'

const same = (a: JsonObject, b: JsonObject) => mayBeSameParameters({ params: a }, { params: b })

it.each([
  ['200/s', '12000/m'],
  ['20s', '20000ms'],
  ['2m', '120s'],
  ['5%', '5.0%'],
  ['kill', 'kill'],
  [3, 3],
  [false, false],
])('%s is %s', (a, b) => {
  expect(same({ x: a }, { x: b })).toBe(true)
})

it.each([
  ['200/s', '20/s'],
  ['20s', '20ms'],
  ['20s', '20%'],
  ['200/s', 'long-enough'],
  ['kill', 'pause'],
  [3, 4],
  [false, true],
])('%s is not %s', (a, b) => {
  expect(same({ x: a, y: 1 }, { x: b, y: 1 })).toBe(false)
})

it('what one of them does not tell may be the same', () => {
  expect(mayBeSameParameters({}, { params: { x: 1 } })).toBe(true)
  expect(same({ x: 1 }, { x: 1, y: 2 })).toBe(true)
  expect(same({ x: 1 }, { x: 2, y: 2 })).toBe(false)
})
