import { expect, expectTypeOf, test } from 'vitest'
import { crash, kill, pause } from '../../src/drill/faults.ts'
import type { ValuesOf } from '../../src/drill/params.ts'
import { param } from '../../src/drill/params.ts'
import type { Duration, Percentage, Rate } from '../../src/units.ts'
import { refusal } from './refusal.ts'

const params = {
  rate: param.rate('200/s'),
  time: param.duration('20s'),
  lost: param.hold('long-enough'),
  share: param.percentage('99.9%'),
  count: param.number(2),
  who: param.string('web-1'),
  deep: param.flag(false),
  how: param.oneOf('soft', 'hard'),
  lose: param.oneOf(kill, pause, crash),
}

test('values have the type in which they are written', () => {
  expectTypeOf<ValuesOf<typeof params>>().toMatchTypeOf<{
    rate: Rate
    time: Duration
    lost: Duration | 'long-enough'
    share: Percentage
    count: number
    who: string
    deep: boolean
    how: 'soft' | 'hard'
    lose: typeof kill
  }>()
  expect(params.rate.type).toBe('rate')
})

test('texts of the command line are read', () => {
  expect(params.rate.read('50/s')).toBe('50/s')
  expect(params.time.read('2m')).toBe('2m')
  expect([params.lost.read('long-enough'), params.lost.read('5s')]).toEqual(['long-enough', '5s'])
  expect(params.share.read('95%')).toBe('95%')
  expect(params.count.read('-1.5')).toBe(-1.5)
  expect(params.who.read('')).toBe('')
  expect(['true', 'yes', '', 'false', 'no'].map((text) => params.deep.read(text))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(params.how.read('hard')).toBe('hard')
  expect(params.lose.read('pause')).toBe(pause)
})

test('a choice of faults is recorded by name, and its first is the default', () => {
  expect([params.lose.default, params.lose.write(params.lose.default)]).toEqual([kill, 'kill'])
  expect(params.lose.options).toEqual(['kill', 'pause', 'crash'])
})

test('wrong texts are refused', () => {
  for (const read of [
    () => params.rate.read('fast'),
    () => params.rate.read('0/s'),
    () => params.time.read('20'),
    () => params.lost.read('long'),
    () => params.share.read('101%'),
  ]) {
    expect(refusal(read).code).toBe('value-invalid')
  }
  expect(() => params.count.read('two')).toThrow('"two" is not a number.')
  expect(() => params.count.read(' ')).toThrow('is not a number.')
  expect(() => params.deep.read('perhaps')).toThrow('"perhaps" is neither true nor false.')
  expect(() => params.lose.read('stop')).toThrow('"stop" is not one of kill, pause, crash.')
})

test('a default that cannot be read is refused where it is written', () => {
  expect(refusal(() => param.rate('fast' as Rate)).message).toMatch(
    /params\.test\.ts:\d+: "fast" is not a rate/,
  )
})

test('a time is above 0, or from its bound on', () => {
  const bounded = param.duration('5s', { atLeast: '2s' })
  expect(refusal(() => params.time.read('0s'))).toEqual({
    code: 'value-invalid',
    message: '0s is out of bounds.',
    hint: 'It has to be above 0.',
  })
  expect(refusal(() => params.lost.read('0ms')).hint).toBe('It has to be above 0.')
  expect(refusal(() => bounded.read('1999ms')).hint).toBe('It has to be at least 2s.')
  expect([bounded.read('2s'), params.time.read('1ms')]).toEqual(['2s', '1ms'])
  expect(param.duration('0s', { atLeast: '0s' }).read('0s')).toBe('0s')
  expect(param.hold('long-enough', { atLeast: '0s' }).read('0s')).toBe('0s')
  expect(refusal(() => param.duration('0s')).message).toMatch(/params\.test\.ts:\d+: 0s is out of bounds/)
})

test('a number has a bound where it is given one', () => {
  const budget = param.number(10, { atLeast: 0 })
  expect([budget.read('0'), budget.read('2.5')]).toEqual([0, 2.5])
  expect(refusal(() => budget.read('-1'))).toEqual({
    code: 'value-invalid',
    message: '-1 is out of bounds.',
    hint: 'It has to be at least 0.',
  })
  expect(refusal(() => param.number(-1, { atLeast: 0 })).message).toMatch(/params\.test\.ts:\d+: -1 is out/)
})
