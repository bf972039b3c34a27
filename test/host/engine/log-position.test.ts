import { expect, it } from 'vitest'
import { createLogPosition } from '../../../src/host/engine/log-position.ts'

const at = (nanos: string): string => `2026-11-22T01:24:11.${nanos}Z`
const S = Date.parse('2026-11-22T01:24:11Z') / 1000

it('begins at a time, a µs before it lest rounding leaves something out', () => {
  expect(createLogPosition(0).since()).toBe('0.000000000')
  expect(createLogPosition(1500).since()).toBe('1.499999000')
  expect(createLogPosition(S * 1000 + 0.5).since()).toBe(`${S}.000499000`)
})

it('goes on from the latest message, to the ns, and knows those of its time that it had', () => {
  const position = createLogPosition(0)
  for (const time of ['1', '207597535', '207597536', '207597536']) expect(position.isNew(at(time))).toBe(true)
  expect(position.since()).toBe(`${S}.207597536`)
  position.again()
  const again = ['207597536', '207597536', '207597536', '3'].map((time) => position.isNew(at(time)))
  expect(again).toEqual([false, false, true, true])
  expect(position.since()).toBe(`${S}.300000000`)
  position.again()
  expect([position.isNew(at('3')), position.isNew(at('3'))]).toEqual([false, true])
})

it('tells a message of an earlier time all the same: two streams may write at once', () => {
  const position = createLogPosition(0)
  expect([at('5'), at('4'), at('5')].map((time) => position.isNew(time))).toEqual([true, true, true])
  position.again()
  expect([at('5'), at('5'), at('5')].map((time) => position.isNew(time))).toEqual([false, false, true])
})
