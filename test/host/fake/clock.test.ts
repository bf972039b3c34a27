import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/host/fake/clock.ts'
import { clockConformance } from '../conformance/clock.ts'

describe('the virtual clock', () => {
  clockConformance(createFakeClock)

  it('stands still unless it is turned, and wakes sleepers in order', async () => {
    const clock = createFakeClock({ auto: false })
    const woken: string[] = []
    void clock.sleep(20).then(() => woken.push(`late at ${clock.monoMs()}`))
    void clock
      .sleep(10)
      .then(() => clock.sleep(5))
      .then(() => woken.push(`early at ${clock.monoMs()}`))
    await clock.advance(9)
    expect(woken).toEqual([])
    await clock.advance(21)
    expect(woken).toEqual(['early at 1015', 'late at 1020'])
    expect(clock.monoMs()).toBe(1030)
  })

  it('steps its wall clock alone', () => {
    const clock = createFakeClock({ wallMs: 5000 })
    clock.stepWall(-100)
    expect([clock.monoMs(), clock.wallMs()]).toEqual([1000, 4900])
  })
})
