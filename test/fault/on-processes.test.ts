import { writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/drill/model.ts'
import type { Fault, FaultContext } from '../../src/fault/fault.ts'
import { faults } from '../../src/fault/map.ts'
import { nodeHost } from '../../src/host/node.ts'
import { createProcessTarget } from '../../src/target/process/process-target.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { runUndo } from '../../src/undo/map.ts'
import type { UndoSpec } from '../../src/undo/undo.ts'
import { writeApps } from '../target/process/apps.ts'
import { RELEASE_OPTIONS, writeReleases } from '../target/process/release-app.ts'
import { createWorld, type World } from '../target/recorder.ts'

/** As Python's own server of HTTP: few connections wait to be taken. */
const NARROW = `require('node:http')
  .createServer((_, response) => response.end('ok'))
  .listen({ port: process.env.PORT, host: '127.0.0.1', backlog: 1 })`

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
  const inject = async (fault: Fault, args: JsonObject = {}) => {
    const [instance] = await running.instances()
    const victim = fault.kind === 'loss' ? await running.services!.seen('db') : instance!
    const { net, clock } = world.host
    const context: FaultContext = {
      target: running,
      victim,
      args,
      net,
      clock,
      interrupted: new AbortController().signal,
    }
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
    expect(await world.context.covered(intent.undo, () => fault.landed(context, intent))).toMatchObject({
      seen: true,
    })
    expect(await world.context.covered(intent.undo, () => fault.heal(context, intent))).toMatchObject({
      seen: true,
    })
  })

  it('a pause lands though the queue of connections of its victim is full', async () => {
    const pause = faults.pause!
    await writeFile(join(world.root, 'narrow.cjs'), NARROW)
    await start({ run: 'node narrow.cjs' })
    const { context, intent } = await inject(pause)
    const { hostname, port } = new URL(intent.victim.url!)
    const waiting: Socket[] = []
    while (await world.host.net.accepts(hostname, Number(port), 200))
      waiting.push(connect({ host: hostname, port: Number(port) }))
    const evidence = await world.context.covered(intent.undo, () => pause.landed(context, intent))
    for (const socket of waiting) socket.destroy()
    expect(evidence).toEqual({
      seen: true,
      what: ['everything of web-1 is stopped', `127.0.0.1:${port} takes no connection within 500 ms`],
    })
    expect(await world.context.covered(intent.undo, () => pause.heal(context, intent))).toMatchObject({
      seen: true,
    })
  })

  it.each(['kill', 'pause'])('a sabotaged %s is not seen', async (kind) => {
    const fault = faults[kind]!
    await start({ run: 'node server.js', sabotage: 'noop-fault' })
    const { context, intent } = await inject(fault)
    expect(await world.context.covered(intent.undo, () => fault.landed(context, intent))).toMatchObject({
      seen: false,
    })
  })

  it('a pause that is not healed is seen not to be, and the clean-up says what removes it', async () => {
    const pause = faults.pause!
    await start({ run: 'node server.js', sabotage: 'noop-heal' })
    const { context, intent } = await inject(pause)
    expect(await world.context.covered(intent.undo, () => pause.landed(context, intent))).toMatchObject({
      seen: true,
    })
    expect(await world.context.covered(intent.undo, () => pause.heal(context, intent))).toMatchObject({
      seen: false,
    })
    const undoing = { host: nodeHost(), signal: AbortSignal.timeout(10_000), hurry: true }
    expect(await runUndo(intent.undo, undoing)).toMatchObject({
      healed: false,
      remedy: expect.stringMatching(/^kill -CONT \d+/),
    })
    // As a person would, by the real undo.
    const { of } = intent.undo.args as unknown as { of: UndoSpec }
    await world.context.change({ what: 'resume', undo: of }, () => runUndo(of, undoing))
    expect(await running.suspend!.isPaused(intent.victim)).toBe(false)
  })

  const supervised: [string, JsonObject][] = [
    ['crash', { by: 'abort' }],
    ['crash', { by: 'request' }],
    ['loss', { as: 'stopped' }],
    ['loss', { as: 'hang' }],
  ]
  const startReleases = async (sabotage: object = {}) => {
    await writeReleases(world.root)
    const { edge: _edge, instances: _two, ...rest } = RELEASE_OPTIONS
    await start({ ...rest, ready: '/ready', ...sabotage })
  }

  it.each(supervised)('%s %j lands and is healed', async (kind, args) => {
    const fault = faults[kind]!
    await startReleases()
    const { context, intent } = await inject(fault, args)
    expect(
      await soon(() => world.context.covered(intent.undo, () => fault.landed(context, intent))),
    ).toMatchObject({ seen: true })
    expect(
      await soon(() => world.context.covered(intent.undo, () => fault.heal(context, intent))),
    ).toMatchObject({ seen: true })
    expect(running.unexpectedEnds()).toEqual([])
  })

  it.each(supervised)('a sabotaged %s %j is not seen', async (kind, args) => {
    const fault = faults[kind]!
    await startReleases({ sabotage: 'noop-fault' })
    const { context, intent } = await inject(fault, args)
    expect(await world.context.covered(intent.undo, () => fault.landed(context, intent))).toMatchObject({
      seen: false,
    })
  })

  /** As a run does: asked again until it is seen, for a while. */
  const soon = async (look: () => ReturnType<Fault['landed']>) => {
    for (let looks = 0; ; looks++) {
      const evidence = await look()
      if (evidence.seen || looks === 100) return evidence
      await world.host.clock.sleep(50)
    }
  }
})
