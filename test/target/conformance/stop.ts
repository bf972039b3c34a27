import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'

export function conformsInStops(started: () => Started): void {
  it('stops an instance gracefully, which stays down until it is started, and says how it ended', async () => {
    const { running, look, net } = started()
    const { stop, start, stopLimitMs } = running.lifecycle!
    expect(running.endAsked()).not.toContain('web-1')
    const stopped = await stop('web-1')
    expect(stopped.killed).toBe(false)
    expect(stopped.tookMs).toBeLessThan(stopLimitMs)
    expect(running.endAsked()).toContain('web-1')
    const { identity, url } = await look('web-1')
    expect(identity).toBeNull()
    expect((await net.request(url!, { timeoutMs: 400 })).error).toBe('ECONNREFUSED')
    expect(await stop('web-1')).toEqual({ exitCode: null, signal: null, tookMs: 0, killed: false })
    await start('web-1')
    expect(await look('web-1')).toMatchObject({ ready: true })
    expect(running.endAsked()).not.toContain('web-1')
    expect(running.unexpectedEnds()).toEqual([])
    await expect(stop('web-9')).rejects.toMatchObject({ code: 'drill-invalid' })
  })
}
