import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDiff } from '../../src/compare/json-diff.ts'
import type { Json } from '../../src/drill/model.ts'

test('each place that differs is named, what is alike is not', () => {
  const from = { a: 1, b: { c: 'x', d: [1, { e: true }] }, gone: null }
  const to = { a: 1, b: { c: 'y', d: [1, { e: false }, 3] }, came: {} }
  expect(jsonDiff(from, to)).toEqual([
    { path: 'b.c', from: 'x', to: 'y' },
    { path: 'b.d[1].e', from: true, to: false },
    { path: 'b.d[2]', from: undefined, to: 3 },
    { path: 'gone', from: null, to: undefined },
    { path: 'came', from: undefined, to: {} },
  ])
})

test('another kind of value is one difference', () => {
  expect(jsonDiff([1], { 0: 1 })).toEqual([{ path: '', from: [1], to: { 0: 1 } }])
  expect(jsonDiff(null, {})).toHaveLength(1)
})

test('nothing differs from itself, and what differs is found', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(jsonDiff(a as Json, structuredClone(a) as Json)).toEqual([])
      const same = JSON.stringify(a) === JSON.stringify(b)
      if (!same && jsonDiff(a as Json, b as Json).length === 0)
        // Only the order of keys may differ then.
        expect(a).toEqual(b)
    }),
  )
})
