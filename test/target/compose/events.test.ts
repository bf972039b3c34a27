import { expect, it } from 'vitest'
import { followEvents } from '../../../src/target/compose/events.ts'
import { rigWith } from './rig.ts'

const noLogs = { follow: () => undefined, tell: () => undefined, stop: async () => undefined }

async function following(wanted: Parameters<typeof rigWith>[0] = {}) {
  const rig = await rigWith({ down: ['web-1', 'web-2', 'db', 'edge'], ...wanted })
  const events = await followEvents(rig.around, rig.runtime, noLogs)
  const told = () =>
    rig.observed.flatMap((what) => (what.type === 'engine-event' ? [`${what.name} ${what.action}`] : []))
  return { ...rig, events, told, web1: rig.ids['web-1'] ?? '' }
}

/** The made-up engine tells things a turn later. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
}

it('keeps what the engine tells, with the engine’s time, and how its clock differs at start and end', async () => {
  const { runtime, web1, observed, told, events, host } = await following()
  const beforeMs = host.clock.wallMs()
  await runtime.engine.start(web1)
  await runtime.engine.pause(web1)
  await runtime.engine.unpause(web1)
  await runtime.engine.signal(web1, 'SIGKILL')
  await turns()
  await events.stop()
  expect(told()).toEqual(['web-1 start', 'web-1 pause', 'web-1 unpause', 'web-1 kill', 'web-1 die'])
  expect(observed.find((what) => what.type === 'engine-event')?.engineMs).toBeGreaterThanOrEqual(beforeMs)
  expect(observed.filter((what) => what.type === 'engine-event').at(-1)).toMatchObject({ exitCode: 137 })
  const clocks = [observed.at(0), observed.at(-1)]
  for (const clock of clocks)
    expect(clock).toMatchObject({ type: 'engine-clock', source: 'unix:///var/run/docker.sock', errorMs: 0 })
})

it('says of health only what is new', async () => {
  const { runtime, engine, web1, told, observed } = await following({ checked: ['web-1'] })
  await runtime.engine.start(web1)
  engine.setHealth(web1, 'healthy')
  engine.setHealth(web1, 'unhealthy')
  engine.setHealth(web1, 'unhealthy')
  expect(told()).toEqual(['web-1 start', 'web-1 health_status', 'web-1 health_status'])
  expect(observed.at(-1)).toMatchObject({ health: 'unhealthy' })
})

it('tells no making and no removal', async () => {
  const { runtime, web1, told } = await following()
  await runtime.engine.remove(web1)
  expect(told()).toEqual([])
})

it('says of an end that nobody asked for that memory ran out', async () => {
  const { runtime, web1, told } = await following({ programs: { 'web-1': { memoryBytes: 2e9 } } })
  await runtime.engine.limit(web1, { cpus: 0, memoryBytes: 1e9 })
  await runtime.engine.start(web1)
  await turns()
  expect(told()).toContain('web-1 oom')
  expect(runtime.ends).toMatchObject([{ name: 'web-1', how: 'exit code 137, out of memory' }])
})

it('does not lay a start to the restart policy for what that did before the run', async () => {
  const rig = await rigWith({ down: ['web-2', 'db', 'edge'], restarting: ['web-1'] })
  const web1 = rig.ids['web-1'] ?? ''
  const main = await rig.runtime.engine.mainProcess(web1)
  await rig.host.processes.signal(main!, 'SIGKILL')
  await rig.host.clock.sleep(2000)
  expect((await rig.runtime.engine.container(web1))?.restarts).toBe(1)
  const lines: string[] = []
  const logs = { ...noLogs, tell: (_service: string, _atMs: number, text: string) => lines.push(text) }
  await followEvents(rig.around, rig.runtime, logs)
  await rig.runtime.engine.stop(web1, 1000)
  await rig.runtime.engine.start(web1)
  await turns()
  expect(lines).toEqual([])
})

it('goes on where the engine does not say how its clock is', async () => {
  const { engine, events, observed } = await following()
  engine.become('gone')
  await events.stop()
  expect(observed.map(({ type }) => type)).toEqual(['engine-clock'])
})

it('tells nothing of a container that a builder has made of what carries the label', async () => {
  const { runtime, engine, told } = await following()
  const id = engine.create({
    name: 'gallant',
    image: 'shop:1',
    program: {},
    labels: { 'dev.firedrill.run': 'r' },
  })
  await runtime.engine.start(id)
  await turns()
  expect(told()).toEqual([])
})

it('tells what happened while the engine was not heard, once, and notes that it was not', async () => {
  const { runtime, engine, web1, told, said, events } = await following()
  await runtime.engine.start(web1)
  engine.become('mute')
  await runtime.engine.pause(web1)
  expect(told()).toEqual(['web-1 start'])
  engine.become('answers')
  await runtime.engine.unpause(web1)
  expect(told()).toEqual(['web-1 start', 'web-1 pause', 'web-1 unpause'])
  expect(said).toEqual([
    expect.stringMatching(/^what happens to the containers is not heard: .* broke off/),
    expect.stringMatching(/^what happens to the containers is heard again/),
  ])
  await events.stop()
  expect(said).toHaveLength(2)
})

it('notes that it does not know how it went on, where the engine is not heard again', async () => {
  const { engine, events, said } = await following()
  engine.become('gone')
  await events.stop()
  expect(said.at(-1)).toMatch(/since is not known/)
})
