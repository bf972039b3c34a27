import { expect, test } from 'vitest'
import { condition } from '../../../src/drill/schema/conditions.ts'

const isRead = (written: object) => condition.safeParse(written).success

test('conditions of conditions are read to the bottom', () => {
  const any = (...of: object[]) => ({ kind: 'any', of })
  expect(isRead(any(any({ kind: 'recovered' }), { kind: 'logged', text: 'x' }))).toBe(true)
  expect(isRead(any(any({ kind: 'recoverd' })))).toBe(false)
  expect(isRead(any())).toBe(false)
})

test('how many is a whole number from 1, or all', () => {
  const unready = (atLeast: unknown) => isRead({ kind: 'unready', check: null, atLeast })
  expect([1, 'all', 0, 1.5, 'some'].map(unready)).toEqual([true, true, false, false, false])
})

test('what a log must have is a text, or a regular expression', () => {
  const logged = (text: unknown) => isRead({ kind: 'logged', text })
  const written = ['x', { pattern: '^x', flags: 'i' }, '', { pattern: '(', flags: '' }, { pattern: 'x' }]
  expect(written.map(logged)).toEqual([true, true, false, false, false])
})
