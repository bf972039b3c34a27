/** What may happen to a run from outside: it ends with a reason, everything is undone, and nothing hangs. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Running, startCli } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { argumentsOf, filesOf, pidsWith, processesWith, remainsOf, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { eventsOf, journalOf, onlyRecord, recordsIn, untilEvent } from './stored.ts'

const WITHIN_MS = 20_000
/** After so long a harness that is stopped is taken over. */
const SILENCE_MS = 15_000
const LONG = "phase('calm', [hold('90s')])"
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
let scratch: Scratch
let project: TestProject

beforeEach(() => {
  scratch = makeScratch()
  project = makeProject(scratch, 'small', { ...SMALL_APP, 'drills/calm.ts': drill(LONG) })
})
afterEach(() => scratch.remove())

const start = (out = scratch.out): Running => startCli(['run', 'calm', '--out', out], project)

async function underLoad(running: Running, out = scratch.out): Promise<string> {
  await untilEvent(out, 'phase-started', running.ended)
  return onlyRecord(out)
}

async function untilClean(record: string): Promise<void> {
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
}

describe('a harness that is stopped', () => {
  it('is taken over when nothing was heard of it for 15 s, and acts no more when it goes on', async () => {
    const running = start()
    const record = await underLoad(running)
    running.child.kill('SIGSTOP')
    const others = async () => (await remainsOf(record, scratch)).filter((one) => !isHarness(one, running))
    expect(await others()).not.toEqual([])
    expect(await untilNothing(others, SILENCE_MS + WITHIN_MS)).toEqual([])
    const before = journalOf(record)
    expect(before.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'watchdog' })
    running.child.kill('SIGCONT')
    const { code, stderr } = await running.ended
    expect(code, stderr).toBe(70)
    expect(stderr).toContain('superseded')
    expect(journalOf(record)).toEqual(before)
    await untilClean(record)
  })

  it('that goes on in time is left alone', async () => {
    const running = start()
    const record = await underLoad(running)
    running.child.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, SILENCE_MS / 3))
    running.child.kill('SIGCONT')
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', by: 'run' }])
  })
})

it('a third signal ends the command at once and says what is left; the watchdog undoes it', async () => {
  const stubborn = {
    ...SMALL_APP,
    'server.js': `process.on('SIGTERM', () => undefined)\n${SMALL_APP['server.js']}`,
    'drills/calm.ts': drill(LONG),
  }
  project = makeProject(scratch, 'stubborn', stubborn)
  const running = start()
  const record = await underLoad(running)
  const said = () => eventsOf(record, 'signal').length
  for (const [before, signal] of (['SIGTERM', 'SIGINT', 'SIGHUP'] as const).entries()) {
    running.child.kill(signal)
    const late = Date.now() + 5000
    while (said() <= before && before < 2 && Date.now() < late)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { code, stderr } = await running.ended
  expect(code, stderr).toBe(143)
  expect(stderr).toMatch(/abandoned.*third signal.*start web-1/s)
  expect(stderr).toContain(`firedrill recover ${record}`)
  await untilClean(record)
  expect(journalOf(record).at(-1)).toMatchObject({ cleanup: 'clean', by: 'watchdog' })
})

it('a watchdog that is gone ends the run: nobody would undo it', async () => {
  const running = start()
  const record = await underLoad(running)
  const [watchdog, ...others] = pidsWith([record]).filter((pid) => argumentsOf(pid).includes('watchdog/main'))
  expect([typeof watchdog, others]).toEqual(['number', []])
  if (watchdog !== undefined) process.kill(watchdog, 'SIGKILL')
  const { code, stderr } = await running.ended
  expect(code, stderr).toBe(70)
  expect(stderr).toContain('watchdog-lost')
  expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', by: 'run' }])
  await untilClean(record)
})

it('a reports directory that is removed ends the run, and everything is undone', async () => {
  const running = start()
  await underLoad(running)
  rmSync(scratch.out, { recursive: true })
  const { code, stderr } = await running.ended
  expect(code, stderr).toBe(70)
  expect(stderr).toContain('record-removed')
  const left = () => [...processesWith([scratch.directory]), ...filesOf(scratch)]
  expect(await untilNothing(left, WITHIN_MS)).toEqual([])
})

it('a reports directory that is removed before the harness is killed: the watchdog undoes the run all the same', async () => {
  const running = start()
  await underLoad(running)
  // So that it does not notice.
  running.child.kill('SIGSTOP')
  rmSync(scratch.out, { recursive: true })
  running.child.kill('SIGKILL')
  const left = () => [...processesWith([scratch.directory]), ...filesOf(scratch)]
  expect(await untilNothing(left, WITHIN_MS)).toEqual([])
})

it.skipIf(!isRoot)(
  'a disk that gets full ends the run; what is undone is still told (needs root)',
  async () => {
    const disk = join(scratch.directory, 'disk')
    mkdirSync(disk)
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status).toBe(0)
    try {
      const running = start(disk)
      const record = await underLoad(running, disk)
      expect(spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'fill')}`, 'bs=4096']).status).toBe(1)
      const { code, stderr } = await running.ended
      expect(code, stderr).toBe(69)
      expect(stderr).toContain('reports-unwritable')
      expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', by: 'run' }])
      await untilClean(record)
    } finally {
      expect(spawnSync('umount', ['--lazy', disk]).status).toBe(0)
    }
  },
)

it('whoever reads its output may go: it runs to its end', async () => {
  project = makeProject(scratch, 'short', {
    ...SMALL_APP,
    'drills/calm.ts': drill("phase('calm', [hold('3s')])"),
  })
  const running = start()
  running.child.stdout?.destroy()
  running.child.stderr?.destroy()
  const code = await new Promise((resolve) => running.child.on('exit', resolve))
  expect(code).toBe(0)
  const record = onlyRecord(scratch.out)
  expect(eventsOf(record, 'run-ended')).toMatchObject([{ run: 'completed' }])
  await untilClean(record)
})

it('of ten that are started at once, one runs and nine say who holds the target', async () => {
  project = makeProject(scratch, 'short', {
    ...SMALL_APP,
    'drills/calm.ts': drill("phase('calm', [hold('20s')])"),
  })
  const all = await Promise.all(Array.from({ length: 10 }, () => start().ended))
  const codes = all.map(({ code }) => code).toSorted((a, b) => Number(a) - Number(b))
  expect(codes).toEqual([0, ...Array.from({ length: 9 }, () => 75)])
  const [winner = ''] = recordsIn(scratch.out).filter((record) => eventsOf(record, 'load-started').length > 0)
  const name = winner.split('/').at(-1) ?? 'none'
  for (const { stderr } of all.filter(({ code }) => code === 75)) {
    expect(stderr).toContain('target-busy')
    expect(stderr).toContain(name)
  }
  expect(
    await untilNothing(() => [...processesWith([scratch.directory]), ...filesOf(scratch)], WITHIN_MS),
  ).toEqual([])
  expect(
    readdirSync(scratch.state, { recursive: true }).filter((file) => String(file).includes('.lock')),
  ).toEqual([])
})

function isHarness(remain: string, { child }: Running): boolean {
  return remain.startsWith(`process ${child.pid} `)
}
