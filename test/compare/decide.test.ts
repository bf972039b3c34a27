import { describe, expect, it } from 'vitest'
import { decide } from '../../src/compare/decide.ts'
import type { Tested } from '../../src/compare/test-clause.ts'
import { objective, p95Below150, uptimeThreeNines } from '../measure/build-record.ts'

const times = (estimate: number, low: number, high: number, middle = 100): Tested => ({
  scale: 'ratio',
  effect: { estimate, low, high },
  tolerance: 1.25,
  difference: middle * (estimate - 1),
  middle,
  least: 0,
  larger: 0.5,
  p: 1,
  inflation: 1,
})
const shares = (estimate: number, low: number, high: number): Tested => ({
  ...times(1, 1, 1),
  scale: 'share',
  effect: { estimate, low, high },
  tolerance: 0.00025,
  middle: 0,
  least: 0.001,
})
const sure = { correctedP: 0.01, apart: true }
const unsure = { correctedP: 0.2, apart: true }

describe('what a tested clause is called', () => {
  it('worse or better only where it is sure, and runs do not lie among one another', () => {
    expect(decide(times(2, 1.6, 2.4), p95Below150, sure).finding).toBe('worse')
    expect(decide(times(0.5, 0.4, 0.6), p95Below150, sure).finding).toBe('better')
    expect(decide(times(2, 1.6, 2.4), p95Below150, unsure).finding).toBe('no-difference')
    const among = decide(times(2, 1.6, 2.4), p95Below150, { ...sure, apart: false })
    expect(among).toMatchObject({ finding: 'too-little-data', lack: 'lies-among' })
    expect(decide(shares(0.02, 0.01, 0.03), uptimeThreeNines, sure).finding).toBe('worse')
    expect(decide(shares(-0.02, -0.03, -0.01), uptimeThreeNines, sure).finding).toBe('better')
  })

  it('no difference only where one that matters would have been seen', () => {
    const coarse = decide(times(1.1, 0.4, 3), p95Below150, unsure)
    expect(coarse.finding).toBe('too-little-data')
    expect(coarse.couldSee).toBeCloseTo((1.25 * 1.1) / 0.4, 10)
    expect(decide(times(1.1, 0.9, 1.3), p95Below150, unsure).finding).toBe('no-difference')
    expect(decide(shares(0, -0.001, 0.001), uptimeThreeNines, unsure).finding).toBe('no-difference')
    expect(decide(shares(0, -0.03, 0.03), uptimeThreeNines, unsure).finding).toBe('too-little-data')
  })

  it('nor where the bounds hold one that matters, however fine they are', () => {
    const twice = decide(times(2, 1.2, 3.3), p95Below150, unsure)
    expect(twice.couldSee).toBeLessThan(3)
    expect(twice).toMatchObject({ finding: 'too-little-data', lack: 'not-ruled-out' })
    expect(decide(times(2, 1.2, 2.9), p95Below150, unsure).finding).toBe('no-difference')
    // The other end would be better.
    expect(decide(times(0.5, 0.3, 0.8), p95Below150, unsure).finding).toBe('no-difference')
    expect(decide(shares(0.0015, 0.0008, 0.0022), uptimeThreeNines, unsure).lack).toBe('not-ruled-out')
    const stock = objective({ kind: 'probe', name: 'stock', stat: 'avg' }, { op: 'atLeast', value: 5 })
    const less = (low: number, high: number): Tested => ({
      ...times((low + high) / 2, low, high),
      scale: 'difference',
      tolerance: 2,
      middle: 8,
    })
    expect(decide(less(-18, -8), stock, unsure).lack).toBe('not-ruled-out')
    expect(decide(less(8, 18), stock, unsure).lack).toBeNull()
  })

  it('what is small beside the bound may go unseen', () => {
    // From 5 ms, it could see 17 ms: a third of 150 is 50.
    expect(decide(times(1.1, 0.4, 2.9, 5), p95Below150, unsure).finding).toBe('no-difference')
    expect(decide(times(1.1, 0, 30, 5), p95Below150, unsure).finding).toBe('too-little-data')
  })

  it('bounds that there are none show nothing', () => {
    const endless = Number.POSITIVE_INFINITY
    expect(decide(times(endless, endless, endless), p95Below150, unsure).finding).toBe('too-little-data')
    expect(decide(times(1, 0, endless), p95Below150, unsure).couldSee).toBe(endless)
  })

  it('of numbers by their bound', () => {
    const stock = objective({ kind: 'probe', name: 'stock', stat: 'avg' }, { op: 'atLeast', value: 5 })
    const less: Tested = { ...times(-4, -5, -3), scale: 'difference', tolerance: 2, middle: 8 }
    expect(decide(less, stock, sure).finding).toBe('worse')
    expect(decide(less, stock, unsure).couldSee).toBe(3)
    // Of a gauge near 0, one is much; of what is counted, it is the least there is.
    const near: Tested = {
      ...less,
      effect: { estimate: 0, low: -0.5, high: 0.5 },
      tolerance: 0.05,
      middle: 0.2,
    }
    expect(decide(near, stock, unsure).lack).toBe('coarse')
    expect(decide({ ...near, least: 1 }, stock, unsure).lack).toBeNull()
    expect(decide({ ...less, effect: { estimate: 4, low: 3, high: 5 } }, stock, sure).finding).toBe('better')
  })
})
