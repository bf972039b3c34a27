import { expect, it } from 'vitest'
import type { Host } from '../../../src/host/host.ts'
import { isElsewhere, readPlace } from '../../../src/host/place.ts'

/** What every machine tells of where a process runs, the real and the made-up one. */
export function placeConformance(make: () => Host): void {
  it('is the same for two processes beside each other, and can be read back', async () => {
    const [one, another] = [await make().machine.place(), await make().machine.place()]
    expect(another).toEqual(one)
    expect(isElsewhere(one, another)).toBe(false)
    expect(readPlace(JSON.parse(JSON.stringify(one)))).toEqual(one)
    expect(one.machine).not.toBe('')
  })

  it('names the boot and the PID namespace, where the system has them', async () => {
    const host = make()
    const { boot, pids } = await host.machine.place()
    expect(boot).toMatch(/./)
    if (host.platform === 'linux') expect(pids).toMatch(/^pid:\[\d+\]$/)
    else expect(pids).toBeNull()
  })
}
