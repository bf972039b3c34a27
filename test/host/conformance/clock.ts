import { expect, it } from 'vitest'
import type { Clock } from '../../../src/host/host.ts'

/** What every clock does, the real and the virtual one. */
export function clockConformance(make: () => Clock): void {
  it('lets at least as much monotonic time pass as was slept', async () => {
    const clock = make()
    const before = clock.monoMs()
    await clock.sleep(30)
    // Timers of the system may be early by less than a millisecond.
    expect(clock.monoMs() - before).toBeGreaterThan(29)
  })

  it('moves the wall clock along with the monotonic one', async () => {
    const clock = make()
    const offset = clock.wallMs() - clock.monoMs()
    await clock.sleep(20)
    expect(Math.abs(clock.wallMs() - clock.monoMs() - offset)).toBeLessThan(1)
  })

  it('ends a sleep with the reason of the signal', async () => {
    const controller = new AbortController()
    const sleeping = make().sleep(3_600_000, controller.signal)
    controller.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
  })

  it('does not begin to sleep on a signal that was aborted before', async () => {
    await expect(make().sleep(3_600_000, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
  })
}
