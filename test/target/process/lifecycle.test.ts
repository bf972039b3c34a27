import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createFleet } from '../../../src/target/process/fleet.ts'
import { sameInstance, servingFirst } from '../../../src/target/process/hit.ts'
import { lifecycleOf } from '../../../src/target/process/lifecycle.ts'
import { startParts } from '../../../src/target/process/start.ts'
import { suspendOf } from '../../../src/target/process/suspend.ts'
import { runtimeOn, surroundings } from './settings.ts'

async function started() {
  const programs = { server: { children: [['worker']] }, worker: {}, edge: {} }
  const host = fakeHost({ programs })
  for (const port of [3001, 3002, 8080]) host.net.listen(port, () => ({ status: 200 }))
  const runtime = runtimeOn(host)
  const around = surroundings({ run: 'server', edge: { run: 'edge' }, stopTimeout: '7s', drainTime: '6s' })
  const parts = await startParts(around, runtime)
  const fleet = createFleet(parts, around, runtime)
  const [managed] = parts.instances
  const all = await managed!.processes()
  const url = 'http://127.0.0.1:3001'
  const victim = { name: 'web-1', url, identity: { process: all[1]!, bootId: null, mark: managed!.mark() } }
  return {
    fleet,
    net: host.net,
    managed: managed!,
    all,
    victim,
    lifecycle: lifecycleOf(fleet, around, runtime),
    suspend: suspendOf(fleet, runtime),
  }
}

describe('an instance', () => {
  it('is waited for no longer than the step that starts it goes on', async () => {
    const { lifecycle, victim, net } = await started()
    await lifecycle.kill(victim)
    const step = new AbortController()
    net.listen(3001, () => {
      step.abort(new Error('SIGINT was received'))
      return { status: 503 }
    })
    await expect(lifecycle.start('web-1', step.signal)).rejects.toThrow('SIGINT was received')
  })

  it('is known to be held down from a kill to the next start', async () => {
    const { fleet, lifecycle, victim } = await started()
    await lifecycle.kill(victim)
    expect([...fleet.asked]).toEqual(['web-1'])
    await lifecycle.start('web-1')
    expect([...fleet.asked]).toEqual([])
  })

  it('that is stopped stays down, and tells how it ended', async () => {
    const { fleet, managed, lifecycle } = await started()
    expect([lifecycle.stopLimitMs, lifecycle.drainMs]).toEqual([7000, 6000])
    expect(await lifecycle.stop('web-1')).toMatchObject({ exitCode: null, signal: 'SIGTERM', killed: false })
    expect(await managed.processes()).toEqual([])
    expect([...fleet.asked]).toEqual(['web-1'])
    await expect(lifecycle.stop('web-9')).rejects.toThrow('no instance "web-9"')
  })

  it('that somebody else started is neither stopped nor started', async () => {
    const { fleet, lifecycle, net } = await started()
    await lifecycle.stop('web-1')
    fleet.asked.clear()
    fleet.adopted = true
    const theirs = { code: 'drill-invalid', message: expect.stringContaining('Somebody else started web-1') }
    await expect(lifecycle.stop('web-1')).rejects.toMatchObject(theirs)
    await expect(lifecycle.start('web-1')).rejects.toMatchObject(theirs)
    expect([...fleet.asked]).toEqual([])
    // One that is still ours is, and so is one that is down.
    expect(await lifecycle.stop('web-2')).toMatchObject({ signal: 'SIGTERM' })
    net.close(3001)
    expect(await lifecycle.stop('web-1')).toMatchObject({ tookMs: 0 })
  })

  it('is hit where it serves, first', async () => {
    const { managed, victim, all, suspend } = await started()
    expect(await servingFirst(managed, victim)).toEqual([all[1], all[0]])
    const { command } = await suspend.pause(victim)
    expect(command.argv).toEqual(['kill', '-STOP', String(all[1]!.pid), String(all[0]!.pid)])
    expect(await suspend.isPaused(victim)).toBe(true)
    await suspend.resume(victim)
    expect(await suspend.isPaused(victim)).toBe(false)
  })

  it('is not hit when it is another one, or down, or nobody knows its processes', async () => {
    const { fleet, victim } = await started()
    const as = (identity: typeof victim.identity | null) => () => sameInstance(fleet, { ...victim, identity })
    expect(as(victim.identity)()).toBe(fleet.find('web-1'))
    expect(as({ ...victim.identity, mark: 'r/9' })).toThrow('was started anew')
    expect(as(null)).toThrow('is down')
    const theirs = { process: null, bootId: 'b', mark: null }
    expect(() => sameInstance(fleet, { ...victim, identity: theirs })).toThrow('Somebody else started')
  })
})
