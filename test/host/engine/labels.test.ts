import { expect, it } from 'vitest'
import { carries, labelFilter } from '../../../src/host/engine/labels.ts'

it('makes a filter of labels, and none of no label', () => {
  expect(labelFilter({ a: 'b', c: '', d: null })).toEqual(['a=b', 'c=', 'd'])
  expect(() => labelFilter({})).toThrow(expect.objectContaining({ code: 'internal' }))
})

it('knows who carries all of them', () => {
  expect(carries({ a: 'b', c: 'd' }, { a: 'b' })).toBe(true)
  expect(carries({ a: 'b' }, { a: 'b', c: 'd' })).toBe(false)
  expect([carries({ a: 'b' }, { a: null }), carries({ a: 'b' }, { b: null })]).toEqual([true, false])
  expect(carries({ a: 'x' }, { a: 'b' })).toBe(false)
})
