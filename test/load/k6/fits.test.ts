import { expect, test } from 'vitest'
import { type Frame, refuseOwnLoad, shortLoadWarning } from '../../../src/load/k6/fits.ts'
import type { OwnLoad } from '../../../src/load/k6/own-load.ts'

const OWN: OwnLoad = { lastsMs: 60_000, peakPerSecond: 40, withoutRate: [], mostRequestsPerSecond: null }
const FRAME: Frame = { leastMs: 60_000, mostMs: 200_000, maxRatePerSecond: null }

function refused(own: Partial<OwnLoad>, frame: Partial<Frame> = {}): unknown {
  try {
    refuseOwnLoad('/app/shop.js', { ...OWN, ...own }, { ...FRAME, ...frame })
    return null
  } catch (error) {
    return error
  }
}

test('a load that is shorter than the drill for certain is refused, with both durations', () => {
  expect(refused({ lastsMs: 59_999 }, { leastMs: 90_000 })).toMatchObject({
    code: 'load-script-invalid',
    message: expect.stringMatching(/shop\.js .*last 60 s, and the drill takes at least 1 min 30 s/),
    hint: expect.stringContaining('3 min 20 s'),
  })
  expect(refused({ lastsMs: 60_000 })).toBeNull()
})

test('one that may be too short is told', () => {
  expect(shortLoadWarning({ ...OWN, lastsMs: 199_000 }, FRAME)).toMatch(
    /last 3 min 19 s.* can take 3 min 20 s/,
  )
  expect(shortLoadWarning({ ...OWN, lastsMs: 200_000 }, FRAME)).toBeNull()
})

test('what is more than the environment allows is refused', () => {
  expect(refused({}, { maxRatePerSecond: 39.5 })).toMatchObject({
    code: 'plan-refused',
    message: expect.stringContaining('up to 40 requests a second, and this environment allows 39.5 a second'),
  })
  expect(refused({}, { maxRatePerSecond: 40 })).toBeNull()
})

test('so is what keeps no rate, unless k6 is told a limit', () => {
  const vus = { peakPerSecond: 0, withoutRate: ['browse'] }
  expect(refused(vus, { maxRatePerSecond: 50 })).toMatchObject({
    code: 'plan-refused',
    message: expect.stringContaining('scenario browse keep'),
    hint: expect.stringContaining('`rps: 50`'),
  })
  expect(refused({ ...vus, mostRequestsPerSecond: 50 }, { maxRatePerSecond: 50 })).toBeNull()
  expect(refused({ ...vus, mostRequestsPerSecond: 51 }, { maxRatePerSecond: 50 })).not.toBeNull()
  expect(refused(vus)).toBeNull()
})

test('a limit below one request a second is not said to be kept by `rps`, which takes whole numbers', () => {
  const refusal = refused({}, { maxRatePerSecond: 0.5 })
  expect(refusal).toMatchObject({ code: 'plan-refused', hint: expect.not.stringContaining('rps') })
  expect(refused({ mostRequestsPerSecond: 1 }, { maxRatePerSecond: 0.5 })).not.toBeNull()
})
