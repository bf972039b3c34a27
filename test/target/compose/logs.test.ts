import { expect, it } from 'vitest'
import { followEvents } from '../../../src/target/compose/events.ts'
import { followLogs } from '../../../src/target/compose/logs.ts'
import { placeOf } from '../../../src/target/compose/places.ts'
import { composeLabels, rigWith, SECRET } from './rig.ts'

/** The made-up engine tells things a turn later. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
}

async function following(wanted: Parameters<typeof rigWith>[0] = {}) {
  const rig = await rigWith({ down: ['web-1', 'web-2', 'db', 'edge'], ...wanted })
  const logs = followLogs(rig.around, rig.runtime)
  const events = await followEvents(rig.around, rig.runtime, logs)
  const start = async (name: string) => {
    await rig.runtime.engine.start(rig.ids[name] ?? '')
    await rig.host.clock.sleep(50)
    await turns()
  }
  const read = async (name: string) => {
    await turns()
    return rig.host.files.readIfThere(`/tmp/logs/${name}`)
  }
  return { ...rig, logs, events, start, read }
}

it('follows each container from its start on, with the engine’s time, as it writes', async () => {
  const { start, engine, ids, logs, read, events } = await following()
  await start('web-1')
  engine.say(ids['web-1'] ?? '', 'stdout', `listening with ${SECRET}`)
  engine.say(ids['web-1'] ?? '', 'stderr', 'a warning')
  expect(await read('web-1.log')).toMatch(
    new RegExp(`^\\d{4}-\\S+Z listening with ${SECRET}\\n\\d{4}-\\S+Z a warning\\n$`),
  )
  await events.stop()
  await logs.stop()
  await logs.stop()
})

it('takes the edge’s JSON lines for its access log, and nothing else', async () => {
  const { start, engine, ids, read } = await following()
  await start('edge')
  engine.say(ids.edge ?? '', 'stdout', '{"status":200}')
  engine.say(ids.edge ?? '', 'stderr', '{"notice":1}')
  engine.say(ids.edge ?? '', 'stdout', 'Loading success')
  expect(await read('access.ndjson')).toBe('{"status":200}\n')
  expect(await read('edge.log')).toMatch(/Z \{"notice":1\}\n.*Z Loading success\n$/)
})

it('has what was written while the engine was not heard, each line once, and needs no word of it', async () => {
  const { start, engine, ids, read, said, logs } = await following()
  await start('edge')
  engine.say(ids.edge ?? '', 'stdout', '{"n":1}')
  await read('access.ndjson')
  said.length = 0
  engine.become('mute')
  engine.say(ids.edge ?? '', 'stdout', '{"n":2}')
  expect(await read('access.ndjson')).toBe('{"n":1}\n')
  engine.become('answers')
  engine.say(ids.edge ?? '', 'stdout', '{"n":3}')
  expect(await read('access.ndjson')).toBe('{"n":1}\n{"n":2}\n{"n":3}\n')
  await logs.stop()
  expect(said.filter((text) => text.includes('log'))).toEqual([])
})

it('says which log lacks its last lines, or could not be followed at all', async () => {
  const { start, engine, ids, said, logs } = await following()
  await start('edge')
  engine.become('mute')
  logs.follow({ id: ids['web-1'] ?? '', labels: composeLabels('web-1', 1) })
  await logs.stop()
  expect(said).toContain('the log of edge broke off: its last lines are missing')
  expect(said).toContainEqual(expect.stringMatching(/^the log of web-1 is missing: .* cannot be reached/))
})

it('tells an end that nobody asked for, with its last lines; and none that was wanted', async () => {
  const { start, engine, ids, runtime, host } = await following()
  await start('web-1')
  await start('web-2')
  engine.say(ids['web-1'] ?? '', 'stderr', 'out of luck')
  const pid = (await runtime.engine.container(ids['web-1'] ?? ''))?.pid ?? 0
  const main = await host.processes.identity(pid)
  await host.processes.signal(main!, 'SIGABRT')
  runtime.fleet.ending.add(ids['web-2'] ?? '')
  await runtime.engine.stop(ids['web-2'] ?? '', 1000)
  await turns()
  expect(runtime.ends).toMatchObject([{ name: 'web-1', how: 'exit code 134' }])
  expect(runtime.ends[0]?.lastLines).toEqual([expect.stringContaining('out of luck')])
  await start('web-2')
  expect([...runtime.fleet.ending]).toEqual([])
})

it('knows services by Compose’s labels; what is run once is none', () => {
  const labels = { 'com.docker.compose.service': 'migrate', 'com.docker.compose.oneoff': 'False' }
  expect(placeOf({ labels })).toEqual({ service: 'migrate', number: 1 })
  expect(placeOf({ labels: { ...labels, 'com.docker.compose.oneoff': 'True' } })).toBeNull()
  expect(placeOf({ labels: {} })).toBeNull()
})
