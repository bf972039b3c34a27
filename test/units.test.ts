import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../src/errors.ts'
import {
  ageMs,
  bytes,
  cores,
  durationMs,
  formatAge,
  formatAt,
  formatBytes,
  formatMs,
  formatRatio,
  perSecond,
  ratio,
} from '../src/units.ts'

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

describe('reading', () => {
  test('property: whole durations, rates and percentages mean what is written', () => {
    const count = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(count, fc.constantFrom('ms', 's', 'm', 'h'), (value, unit) => {
        expect(durationMs(`${value}${unit}`)).toBe(value * UNITS[unit])
        expect(durationMs(` ${value} ${unit} `)).toBe(value * UNITS[unit])
      }),
    )
    fc.assert(
      fc.property(count, (value) => {
        expect(perSecond(`${value}/s`)).toBe(value)
        expect(perSecond(`${value * 60} / m`)).toBe(value)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (thousandths) => {
        expect(ratio(`${thousandths / 1000}%`)).toBe(thousandths / 100_000)
      }),
    )
  })

  test('sizes are of 1024, and shares of a core may be more than one', () => {
    expect(['64m', '512k', '1.5g', '0', '1024'].map(bytes)).toEqual([
      64 * 2 ** 20,
      512 * 2 ** 10,
      1.5 * 2 ** 30,
      0,
      1024,
    ])
    expect([64 * 2 ** 20, 1.5 * 2 ** 30, 2048, 12].map(formatBytes)).toEqual([
      '64 MiB',
      '1.5 GiB',
      '2 KiB',
      '12 B',
    ])
    expect(['10%', '150%', '12.5 %'].map(cores)).toEqual([0.1, 1.5, 0.125])
    for (const wrong of ['64M', '64mb', '-1', '']) expect(() => bytes(wrong)).toThrow('is not a size')
    const endless = '9'.repeat(400)
    for (const [read, unit] of [
      [bytes, 'g'],
      [cores, '%'],
      [durationMs, 's'],
      [perSecond, '/s'],
    ] as const)
      expect(() => read(`${endless}${unit}`)).toThrow(expect.objectContaining({ code: 'value-invalid' }))
    for (const wrong of ['0%', '10', '-5%']) expect(() => cores(wrong)).toThrow('is not a share of a core')
  })

  test('fractions are understood', () => {
    expect([durationMs('1.5h'), durationMs('0.25s'), perSecond('0.5/s')]).toEqual([5_400_000, 250, 0.5])
    expect(ratio('99.9%')).toBe(0.999)
  })

  test.each(['', '20', 's', '-1s', '1 min', '1e3ms', '20s later', '1,5s'])('"%s" is no duration', (text) => {
    expect(() => durationMs(text)).toThrow(FiredrillError)
  })

  test.each(['', '200', '0/s', '0.0/s', '-1/s', '200/h', '200/ss'])('"%s" is no rate', (text) => {
    expect(() => perSecond(text)).toThrow(FiredrillError)
  })

  test('a number without its unit is no duration, rate or percentage', () => {
    for (const read of [durationMs, perSecond, ratio])
      expect(() => read(20 as never)).toThrow(expect.objectContaining({ code: 'value-invalid' }))
  })

  test.each(['', '99.9', '101%', '-1%', '100.01%', '%'])('"%s" is no percentage', (text) => {
    expect(() => ratio(text)).toThrow(FiredrillError)
  })

  test('what was refused, and how to write it, is said', () => {
    expect(() => durationMs('soon')).toThrow(
      expect.objectContaining({ code: 'value-invalid', message: '"soon" is not a duration.' }),
    )
    expect(() => ratio('200%')).toThrow(expect.objectContaining({ hint: expect.stringContaining('99.9%') }))
  })
})

describe('writing', () => {
  test('durations have three figures and the unit that fits', () => {
    const written = [0, 0.5, 83.4, 999.4, 1420, 59_940, 60_000, 125_000, 119_999].map(formatMs)
    expect(written).toEqual([
      '0 ms',
      '0.5 ms',
      '83.4 ms',
      '999 ms',
      '1.42 s',
      '59.9 s',
      '1 min',
      '2 min 5 s',
      '2 min',
    ])
    expect(formatMs(Number.POSITIVE_INFINITY)).toBe('never')
  })

  test('property: a written duration is off by less than its last figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600_000 }), (ms) => {
        const parts = [...formatMs(ms).matchAll(/([\d.]+) (ms|s|min)/g)]
        const scale = { ms: 1, s: 1000, min: 60_000 }
        const read = parts.reduce((sum, [, value, unit]) => sum + Number(value) * scale[unit as 'ms'], 0)
        expect(Math.abs(read - ms)).toBeLessThanOrEqual(Math.max(0.005 * ms, ms < 60_000 ? 0 : 500))
      }),
    )
  })

  test('ratios have as many decimals as they need', () => {
    const written = [0, 1, 0.5, 0.29, 0.999, 0.9997, 0.9989, 0.001, 0.25, 0.12345].map(formatRatio)
    expect(written).toEqual([
      '0 %',
      '100 %',
      '50 %',
      '29 %',
      '99.9 %',
      '99.97 %',
      '99.89 %',
      '0.1 %',
      '25 %',
      '12.4 %',
    ])
  })

  /** What a written ratio says, as a number. */
  const said = (value: number): number => Number(formatRatio(value).replace(' %', ''))

  test('property: a breach of 99.9 % is never written as 99.9 % or more', () => {
    const total = fc.integer({ min: 1001, max: 10_000_000 })
    fc.assert(
      fc.property(total, fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        // The smallest number of failures that is a breach, and any number above it.
        const least = Math.floor(n / 1000) + 1
        const bad = Math.min(n, least + Math.floor(share * share * share * (n - least)))
        expect(said(1 - bad / n)).toBeLessThan(99.9)
        expect(said(bad / n)).toBeGreaterThan(0.1)
      }),
      { numRuns: 2000 },
    )
  })

  test('property: only one is written as 100 %, and only nothing as 0 %', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
        (value) => {
          expect(said(value)).toBeLessThan(100)
          expect(said(value)).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('property: a written ratio is close to what it stands for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        const nearest = Math.min(value, 1 - value)
        expect(Math.abs(said(value) / 100 - value)).toBeLessThanOrEqual(0.05 * nearest + 1.1e-6)
      }),
    )
  })
})

describe('ages', () => {
  test('are written in minutes, hours, days and weeks, and are above zero', () => {
    expect(['90m', '12h', '7d', '2w', '1.5 d'].map(ageMs)).toEqual([
      5_400_000, 43_200_000, 604_800_000, 1_209_600_000, 129_600_000,
    ])
    for (const wrong of ['7', '0d', '-1d', '7 days', '', 'd', '30s'])
      expect(() => ageMs(wrong)).toThrow(expect.objectContaining({ code: 'value-invalid' }))
  })

  test('are shown in whole units, never older than they are', () => {
    expect([59_999, 3_599_999, 3_600_000, 172_799_999, 172_800_000, 20 * 86_400_000].map(formatAge)).toEqual([
      '0 min',
      '59 min',
      '1 h',
      '47 h',
      '2 days',
      '20 days',
    ])
  })
})

test('moments of a run stay in seconds, so that two of one minute are told apart', () => {
  expect([0, 480, 53_480, 59_990, 60_040, 76_380, 3_725_000].map(formatAt)).toEqual([
    '0 ms',
    '480 ms',
    '53.5 s',
    '60 s',
    '60.0 s',
    '76.4 s',
    '3725.0 s',
  ])
})
