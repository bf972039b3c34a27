import { describe, expect, it } from 'vitest'
import { networkOf } from '../../../src/target/compose/network.ts'
import { resourcesOf } from '../../../src/target/compose/resources.ts'
import { storageOf } from '../../../src/target/compose/storage.ts'
import { suspendOf } from '../../../src/target/compose/suspend.ts'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { sabotageHeals, UNHEALING } from '../../../src/target/sabotage/noop-heal.ts'
import type { RunningTarget, Target, Victim } from '../../../src/target/target.ts'
import { runUndo } from '../../../src/undo/map.ts'
import type { UndoSpec } from '../../../src/undo/undo.ts'
import { TMP_BYTES, withDisk } from '../compose/disk.ts'
import { open, rigWith } from '../compose/rig.ts'
import { createWorld } from '../recorder.ts'

describe('a target that heals nothing', () => {
  it('does each fault and ends none', async () => {
    const world = await createWorld()
    const running = await sabotageHeals(createFakeTarget()).start(world.context)
    const [instance, other] = await running.instances()
    await running.suspend!.pause(instance!)
    await running.suspend!.resume(instance!)
    expect(await running.suspend!.isPaused(instance!)).toBe(true)
    await running.lifecycle!.kill(other!)
    await running.lifecycle!.start('web-2')
    expect((await running.instances())[1]).toMatchObject({ identity: null })
    await running.services!.lose('db', 'hang')
    await running.services!.giveBack('db')
    expect(await running.services!.isLost('db', 'hang')).toMatchObject({ seen: true })
    await running.stop()
    await world.close()
  })

  it('says what it is', async () => {
    const world = await createWorld()
    const target = sabotageHeals(createFakeTarget())
    const running = await target.start(world.context)
    expect(target.kind).toBe(`fake (${UNHEALING})`)
    expect(world.progress.join()).toContain(UNHEALING)
    await running.stop()
    await world.close()
  })

  it('leaves to the run what belongs to it: an undo that another covers', async () => {
    const world = await createWorld()
    const running = await sabotageHeals(createFakeTarget()).start(world.context)
    const [instance] = await running.instances()
    expect(running.suspend!.pauseUndo(instance!).kind).toBe('pretended')
    expect(running.network!.disconnectUndo(instance!, {}).kind).toBe('covered')
    await running.stop()
    await world.close()
  })
})

type Act = (running: RunningTarget, victim: Victim) => Promise<UndoSpec>

/** Under Compose, on an engine in memory: what is done, and what a person types to take it away. */
const acts: [string, string, Act][] = [
  [
    'pause',
    'docker --host unix:///var/run/docker.sock unpause shop-web-1-1',
    async ({ suspend }, victim) => {
      const undo = suspend!.pauseUndo(victim)
      await suspend!.pause(victim)
      await suspend!.resume(victim)
      return undo
    },
  ],
  [
    'disconnect',
    'docker --host unix:///var/run/docker.sock network connect --alias web-1 shop_app shop-web-1-1',
    async ({ network }, victim) => {
      const from = await network!.attached(victim)
      const undo = network!.disconnectUndo(victim, from)
      await network!.disconnect(victim)
      await network!.reconnect(victim, from)
      return undo
    },
  ],
  [
    'squeeze',
    'docker --host unix:///var/run/docker.sock update --cpu-quota -1 shop-web-1-1',
    async ({ resources }, victim) => {
      const was = await resources!.limits(victim)
      const undo = resources!.squeezeUndo(victim, was)
      await resources!.squeeze(victim, { cpus: 0.1, memoryBytes: 0 })
      await resources!.release(victim, was)
      return undo
    },
  ],
  [
    'fill',
    'docker --host unix:///var/run/docker.sock exec shop-web-1-1 rm -f /tmp/.firedrill-fill',
    async ({ storage }, victim) => {
      const undo = storage!.fillUndo(victim, '/tmp')
      await storage!.fill(victim, '/tmp', TMP_BYTES)
      await storage!.empty(victim, '/tmp')
      return undo
    },
  ],
]

it.each(acts)(
  '%s: the clean-up sees that it is not healed, and says what removes it',
  async (_kind, remedy, act) => {
    const { runtime, look, host } = await rigWith({
      tmpfs: { '/tmp': TMP_BYTES },
      programs: { 'web-1': withDisk() },
    })
    const parts = {
      suspend: suspendOf(runtime),
      network: networkOf(runtime),
      resources: resourcesOf(runtime),
      storage: storageOf(runtime),
    }
    const target = { kind: 'compose', start: async () => parts } as unknown as Target
    const undo = await act(await sabotageHeals(target).start(runtime.context), await look('web-1'))
    const context = { host, signal: open, hurry: true }
    const written: UndoSpec = JSON.parse(JSON.stringify(undo))
    expect(await runUndo(written, context)).toMatchObject({ healed: false, outcome: 'failed', remedy })
    // By the real undo it is.
    const { of } = written.args as unknown as { of: UndoSpec }
    expect(await runUndo(of, context)).toMatchObject({ healed: true, outcome: 'undone' })
  },
)
