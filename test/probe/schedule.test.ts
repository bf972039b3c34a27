import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSchedule } from '../../src/probe/schedule.ts'

describe('the schedule', () => {
  it('is the same whatever happens in between: each moment is sent once or missed once', () => {
    const wakes = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(wakes, fc.integer({ min: 1, max: 50 }), (steps, intervalMs) => {
        const schedule = createSchedule(1000, intervalMs)
        const sent: number[] = []
        let nowMs = 1000
        for (const step of steps) {
          nowMs += step
          for (const dueMs of schedule.due(nowMs)) {
            expect(nowMs - dueMs).toBeLessThanOrEqual(intervalMs)
            sent.push(dueMs)
          }
          expect(schedule.nextMs()).toBeGreaterThan(nowMs)
        }
        const moments = Math.floor((nowMs - 1000) / intervalMs) + 1
        expect(sent.length + schedule.missed).toBe(moments)
        expect(new Set(sent).size).toBe(sent.length)
        for (const dueMs of sent) expect((dueMs - 1000) % intervalMs).toBe(0)
      }),
    )
  })

  it('misses only what is late by more than a tick', () => {
    const schedule = createSchedule(0, 20)
    expect(schedule.due(0)).toEqual([0])
    expect(schedule.due(19)).toEqual([])
    expect(schedule.due(40)).toEqual([20, 40])
    expect(schedule.missed).toBe(0)
    expect(schedule.due(141)).toEqual([140])
    expect(schedule.missed).toBe(4)
    schedule.miss()
    expect(schedule.missed).toBe(5)
  })
})
