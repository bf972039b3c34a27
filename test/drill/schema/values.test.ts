import { expect, test } from 'vitest'
import { args, atLeast, durationMs, name, positive, texts } from '../../../src/drill/schema/values.ts'

test('parts of a stored drill are held to what they mean', () => {
  expect([name.safeParse('').success, positive.safeParse(0).success]).toEqual([false, false])
  expect([durationMs.safeParse(0).success, durationMs.safeParse(-1).success]).toEqual([true, false])
  expect([1, 'all', 0].map((each) => atLeast.safeParse(each).success)).toEqual([true, true, false])
  expect([{ a: 'b' }, { a: 1 }].map((each) => texts.safeParse(each).success)).toEqual([true, false])
  expect([{ a: [1] }, { a: new Date(0) }].map((each) => args.safeParse(each).success)).toEqual([true, false])
})
