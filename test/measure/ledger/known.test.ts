import { expect, test } from 'vitest'
import { keysThere } from '../../../src/measure/ledger/known.ts'
import { texts, writesOf } from '../build-columns.ts'
import type { WriteInput } from '../record-input.ts'

const of = (writes: WriteInput[], before: string[]) =>
  keysThere(writesOf(writes), { length: before.length, key: texts(before) })

test('where no key was stored before, there is nothing to say', () => {
  expect(of([{ key: 'order-1' }, { key: 'order-2' }], ['order-3', 'order'])).toBeNull()
  expect(of([{ key: 'order-1' }], [])).toBeNull()
})

test('the keys that were are counted once each, and the first that was sent is named', () => {
  const writes = [
    { key: 'order-2', startMs: 20 },
    { key: 'order-1', startMs: 10 },
    { key: 'order-1', startMs: 30 },
    { key: 'order-3', startMs: 5 },
  ]
  expect(of(writes, ['order-2', 'order-1', 'order-1', 'x'])).toMatch(
    /^keys are not new: 2 of 3 keys, such as order-1, were stored before the load.* make them different in each run/,
  )
})
