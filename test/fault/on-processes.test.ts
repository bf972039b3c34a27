import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault, FaultContext } from '../../src/fault/fault.ts'
import { faults } from '../../src/fault/map.ts'
import { createProcessTarget } from '../../src/target/process/process-target.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { writeApps } from '../target/process/apps.ts'
import { createWorld, type World } from '../target/recorder.ts'

describe('faults on real processes', () => {
  let world: World
  let running: RunningTarget
  beforeEach(async () => {
    world = await createWorld()
    await writeApps(world.root)
  })
  afterEach(async () => {
    // Also where it never started: the directory must go all the same.
    await running?.stop()
    await world.close()
  })

  const start = async (options: object) => {
    const target = createProcessTarget({ instances: 1, ready: '/', ...options }, { root: world.root })
    running = await target.start(world.context)
  }
  const inject = async (fault: Fault) => {
    const [instance] = await running.instances()
    const { net, clock } = world.host
    const context: FaultContext = { target: running, instance: instance!, args: {}, net, clock }
    const intent = await fault.intend(context)
    await world.context.change({ what: fault.describe('web-1'), undo: intent.undo }, () =>
      fault.inject(context, intent),
    )
    return { context, intent }
  }

  it.each([
    ['kill', 'node server.js'],
    ['kill', 'sh run.sh'],
    ['pause', 'node server.js'],
    ['pause', 'sh run.sh'],
  ])('%s of `%s` lands and is healed', async (kind, run) => {
    const fault = faults[kind]!
    await start({ run })
    const { context, intent } = await inject(fault)
    expect(await fault.landed(context, intent)).toMatchObject({ seen: true })
    expect(await fault.heal(context, intent)).toMatchObject({ seen: true })
  })

  it.each(['kill', 'pause'])('a sabotaged %s is not seen', async (kind) => {
    const fault = faults[kind]!
    await start({ run: 'node server.js', sabotage: 'noop-fault' })
    const { context, intent } = await inject(fault)
    expect(await fault.landed(context, intent)).toMatchObject({ seen: false })
  })
})
