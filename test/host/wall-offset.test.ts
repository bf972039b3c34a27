import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWallOffset } from '../../src/host/wall-offset.ts'

/** A machine whose clocks advance by `stepUs` whenever one is read. */
function machine(offsetMs: number, stepUs: number) {
  const state = { monoMs: 5000, offsetMs }
  const tick = () => (state.monoMs += stepUs / 1000)
  return {
    state,
    mono: () => tick(),
    wall: () => Math.floor(tick() + state.offsetMs),
  }
}

describe('the offset of the wall clock', () => {
  it('is known to a tenth of a millisecond, whatever part of a millisecond it has', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e12, max: 2e12, noNaN: true }),
        fc.integer({ min: 1, max: 15 }),
        (at, stepUs) => {
          const { mono, wall, state } = machine(at, stepUs)
          expect(Math.abs(createWallOffset(mono, wall)() - state.offsetMs)).toBeLessThan(0.1)
        },
      ),
    )
  })

  it('follows a step of the clock, however small or large', () => {
    const step = fc.oneof(
      fc.double({ min: 2, max: 5000, noNaN: true }),
      fc.double({ min: -5000, max: -2, noNaN: true }),
    )
    fc.assert(
      fc.property(step, (stepMs) => {
        const { mono, wall, state } = machine(1.7e12 + 0.3, 2)
        const offset = createWallOffset(mono, wall)
        const before = offset()
        state.offsetMs += stepMs
        expect(Math.abs(offset() - before - stepMs)).toBeLessThan(0.2)
      }),
    )
  })

  it('stays right after a long time without a reading, also while the clock is slewed', () => {
    const { mono, wall, state } = machine(1.7e12 + 0.7, 2)
    const offset = createWallOffset(mono, wall)
    offset()
    for (let minute = 0; minute < 20; minute++) {
      state.monoMs += 60_000
      state.offsetMs += 60_000 * 0.0004
      expect(Math.abs(offset() - state.offsetMs)).toBeLessThan(0.1)
    }
  })

  it('follows a slew that no single reading contradicts', () => {
    const { mono, wall, state } = machine(1.7e12 + 0.7, 2)
    const offset = createWallOffset(mono, wall)
    for (let second = 0; second < 100; second++) {
      expect(Math.abs(offset() - state.offsetMs)).toBeLessThan(0.1)
      state.monoMs += 1000
      state.offsetMs += 0.4
    }
  })

  it('ends also when the wall clock stands still', () => {
    const { mono } = machine(0, 10)
    expect(createWallOffset(mono, () => 1_000_000)()).toBeGreaterThan(990_000)
  })
})
