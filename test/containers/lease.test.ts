/** A drill on an engine of another machine, as it were, that is cut off in the middle of a pause. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firedrill, startCli } from '../e2e/cli.ts'
import type { TestProject } from '../e2e/project.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { eventsOf, onlyRecord } from '../e2e/stored.ts'
import { eventually } from '../fixtures/rig.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { lacksSecondEngine, PROJECT, type StagingEngine, startStaging, watchdogOf } from './staging-engine.ts'

/** Not the one of existing.test.ts, which may run at the same time. */
const NUMBER = 3
const LENGTH_MS = 10_000
/** Beside the length: the engine's own time, on a machine where two engines, a load and a drill share two cores. */
const ROOM_MS = 5000
const KEEPERS = ['ps', '--all', '--filter', 'label=dev.firedrill.keeper', '--format']

const missing = (await lacks()) ?? (await lacksSecondEngine())

describe.skipIf(tellSkipped(missing))('a drill on another machine', () => {
  const scratch = makeScratch()
  let staging: StagingEngine
  let project: TestProject
  let before: string
  let runs = 0

  beforeAll(async () => {
    staging = await startStaging(scratch, NUMBER)
    project = staging.drills('drills', { socket: staging.socket, length: `${LENGTH_MS / 1000}s` })
  }, 240_000)
  afterAll(async () => {
    await staging?.stop()
    scratch.remove()
  }, 60_000)

  beforeEach(async () => {
    before = await staging.everything()
  })
  afterEach(async () => {
    await staging.joinAgain()
  })

  /** A run that has frozen web-1 just now, and would leave it so for a minute. */
  async function frozen(...more: string[]) {
    const out = join(scratch.out, `asleep-${++runs}`)
    const args = ['run', 'asleep', '--env', 'staging', '--confirm', PROJECT, '--out', out, ...more]
    const running = startCli(args, { cwd: project.cwd, env: project.env })
    await eventually('web-1 is frozen', async () => (await staging.state('web-1')) === 'paused', 90_000)
    const record = onlyRecord(out)
    // Until then the run asks the engine, and would end by that instead.
    await eventually('that was seen', async () => eventsOf(record, 'fault-landed').length === 1, 10_000)
    return { ...running, record, out }
  }
  /** How long it took until web-1 went on. */
  async function goesOn(withinMs: number): Promise<number> {
    const fromMs = performance.now()
    await eventually('web-1 goes on', async () => (await staging.state('web-1')) === 'running', withinMs)
    return performance.now() - fromMs
  }
  const recover = (record: string) => firedrill(['recover', record], { cwd: project.cwd, env: project.env })
  const journal = (record: string) => readFileSync(join(record, 'journal.ndjson'), 'utf8')

  it('is taken back there within the lease when the network to it is cut', async () => {
    const { ended, record } = await frozen()
    expect(eventsOf(record, 'lease-covers')).toMatchObject([{ tasks: [`let go on ${PROJECT}-web-1-1`] }])
    await staging.cutOff()
    const tookMs = await goesOn(LENGTH_MS + ROOM_MS)
    console.log(`let go on ${Math.round(tookMs)} ms after the cut, by a lease of ${LENGTH_MS} ms`)
    // Not by anything that was faster: the run had renewed it shortly before.
    expect(tookMs).toBeGreaterThan(LENGTH_MS / 2)
    await staging.joinAgain()
    const { code, stderr } = await ended
    expect({ code, stderr }).toMatchObject({ code: 70, stderr: expect.stringContaining('lease-lost') })
    expect(eventsOf(record, 'run-ended')).toMatchObject([{ run: 'errored', errorCode: 'lease-lost' }])
    // What it did is read back, by the run or by whoever looks later; then nothing of it is left.
    await recover(record)
    expect(journal(record)).toContain('took everything back: nothing was heard of the run')
    expect(eventsOf(record, 'cleanup-ended').at(-1)?.cleanup).toBe('clean')
    expect(await staging.everything()).toBe(before)
  })

  it('stays as it is without a lease: the control', async () => {
    const { child, ended, record } = await frozen('--no-lease')
    expect(await staging.docker(...KEEPERS, '{{.Names}}')).toBe('')
    expect(journal(record)).toContain('by --no-lease')
    await staging.cutOff()
    for (const untilMs = performance.now() + 2 * LENGTH_MS; performance.now() < untilMs; ) {
      expect(await staging.state('web-1')).toBe('paused')
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await staging.joinAgain()
    child.kill('SIGKILL')
    await ended
    await goesOn(60_000)
    // Meanwhile what is listed may be gone before it is looked at.
    const now = () => staging.everything().catch(() => 'not to be seen')
    await eventually('all is as it was', async () => (await now()) === before, 30_000)
  })

  it('is taken back there when the harness and its watchdog are gone, as a deleted runner is', async () => {
    const { child, ended, record } = await frozen()
    const watchdog = watchdogOf(record)
    expect(watchdog).not.toBeNull()
    // Stopped first: it must not learn that its watchdog is gone.
    child.kill('SIGSTOP')
    process.kill(watchdog ?? 0, 'SIGKILL')
    child.kill('SIGKILL')
    await ended
    expect(await staging.state('web-1')).toBe('paused')
    await goesOn(LENGTH_MS + ROOM_MS)
    // It stays to be asked, under another name, and is removed by whoever asks.
    expect(await staging.docker(...KEEPERS, '{{.Names}} {{.State}}')).toMatch(
      /^firedrill-keeper-\S+-fired running$/,
    )
    const { code, stdout } = await recover(record)
    expect(stdout).toContain('took everything back: nothing was heard of the run')
    expect(code).toBe(0)
    expect(await staging.everything()).toBe(before)
  })

  it('is let go at once by whoever stops the keeper there, and ends', async () => {
    const { ended, record } = await frozen()
    await staging.docker('stop', await staging.docker(...KEEPERS, '{{.Names}}'))
    expect(await staging.state('web-1')).toBe('running')
    const { code, stderr } = await ended
    expect({ code, stderr }).toMatchObject({ code: 70, stderr: expect.stringContaining('lease-lost') })
    expect(eventsOf(record, 'lease-lost')).toMatchObject([
      { deeds: [expect.stringContaining('told to stop'), expect.anything(), expect.anything()] },
    ])
    expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean' }])
    expect(await staging.everything()).toBe(before)
  })

  it('is refused where the socket is that of another engine, and nothing is touched', async () => {
    // The usual place: of the first engine, on this machine.
    const wrong = staging.drills('wrong', {})
    const args = [
      'run',
      'asleep',
      '--env',
      'staging',
      '--confirm',
      PROJECT,
      '--out',
      join(scratch.out, 'wrong'),
    ]
    const { code, stderr } = await firedrill(args, { cwd: wrong.cwd, env: wrong.env })
    expect({ code, stderr }).toMatchObject({ code: 77, stderr: expect.stringContaining('lease-refused') })
    expect(await staging.everything()).toBe(before)
  })
})
