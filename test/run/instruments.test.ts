import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { MachineCounters } from '../../src/host/host.ts'
import { openJournal } from '../../src/journal/writer.ts'
import { watchInstruments } from '../../src/run/instruments.ts'
import { createRunClock } from '../../src/run/run-clock.ts'
import { spawnMarked } from './dead-run.ts'
import { onStage } from './on-stage.ts'

async function watched(cpuMs = async () => 300, machine?: () => MachineCounters | null) {
  const host = fakeHost({
    autoTime: false,
    programs: { k6: { cpuMs: 1200 }, prober: { cpuMs: 40 } },
    ...(machine ? { machine } : {}),
  })
  const journal = await openJournal(host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
  await spawnMarked(host, 'r/1', 'k6')
  await spawnMarked(host, 'r/2', 'prober')
  const target = { ...(await onStage()).target, cpuMs }
  const clock = createRunClock(host.clock, journal)
  const watch = watchInstruments(host, journal, clock, target, { load: 'r/1', probe: 'r/2' })
  const said = () => journal.events.flatMap((event) => (event.type === 'instruments' ? [event] : []))
  const stop = async () => {
    const stopped = watch.stop()
    await host.clock.advance(50)
    await stopped
  }
  return { host, journal, said, stop }
}

test('once a second: who uses how much CPU, and the clock', async () => {
  const { host, journal, said, stop } = await watched()
  await host.clock.advance(2500)
  await stop()
  expect(said().map(({ atMs }) => atMs)).toEqual([0, 1000, 2000])
  expect(said()[0]?.cpu).toMatchObject({ load: 1200, probe: 40, app: 300 })
  expect(said()[0]?.cpu.harness).toBeGreaterThan(0)
  expect(journal.events.filter(({ type }) => type === 'clock')).toHaveLength(3)
})

test('how late the harness’s own loop is: the worst since it was last said', async () => {
  const { host, said, stop } = await watched()
  await host.clock.advance(500)
  // A jump, as when the process did not get to run for 180 ms.
  const { monoMs } = host.clock
  let late = 0
  host.clock.monoMs = () => monoMs() + late
  late = 180
  await host.clock.advance(20)
  await host.clock.advance(1000)
  late = 0
  await host.clock.advance(1500)
  await stop()
  const worst = said().map(({ loopDelayMaxMs }) => loopDelayMaxMs)
  expect(worst[1]).toBe(180)
  expect(worst.at(-1)).toBe(0)
})

test('what cannot be read is said, and the next second is read again', async () => {
  let readings = 0
  const { host, journal, said, stop } = await watched(async () => {
    readings += 1
    if (readings === 1) throw new Error('the table is gone')
    return 300
  })
  await host.clock.advance(1500)
  await stop()
  expect(said()).toHaveLength(1)
  const texts = journal.events.flatMap((event) => (event.type === 'progress' ? [event.text] : []))
  expect(texts).toEqual([expect.stringContaining('the table is gone')])
})

test('how burdened the machine is, from one second to the next, where it tells', async () => {
  let stolenMs = 0
  const { host, said, stop } = await watched(
    async () => 300,
    () => {
      stolenMs += 100
      return { allMs: 2 * stolenMs, stolenMs, waitingMs: 5 * stolenMs, runnable: 4 }
    },
  )
  await host.clock.advance(1500)
  await stop()
  const [first, second] = said()
  expect(first?.machine).toBeUndefined()
  expect(second?.machine).toEqual({ stolen: 0.5, waiting: 0.5, runnable: 4 })
})
