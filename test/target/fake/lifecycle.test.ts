import { describe, expect, it } from 'vitest'
import { startedFake } from './started.ts'

describe('the lifecycle of the fake', () => {
  it('stops as it is told to', async () => {
    const { running } = await startedFake({ stopped: { exitCode: null, signal: 'SIGKILL', killed: true } })
    expect(await running.lifecycle!.stop('web-1')).toMatchObject({ signal: 'SIGKILL', killed: true })
  })

  it('comes back from a crash when its supervisor does, and not before', async () => {
    const { running, host } = await startedFake({ restartMs: 500 })
    const look = async () => (await running.instances())[0]!
    const before = await look()
    await running.crash!.crash(before, 'abort', 'x')
    expect(await look()).toMatchObject({
      ready: false,
      identity: { process: null, mark: before.identity!.mark },
    })
    await host.clock.sleep(499)
    expect((await look()).ready).toBe(false)
    await host.clock.sleep(2)
    expect(await look()).toMatchObject({ ready: true })
    expect((await look()).identity).not.toEqual(before.identity)
  })

  it('stays down after a crash without one, and that nobody asked for', async () => {
    const { running } = await startedFake({ restartMs: null })
    await running.crash!.crash((await running.instances())[0]!, 'abort', 'x')
    expect((await running.instances())[0]?.identity).toBeNull()
    expect(running.unexpectedEnds()).toMatchObject([{ name: 'web-1' }])
    expect(running.endAsked()).toEqual([])
  })
})
