/** A disk that refuses what would be told of it keeps nothing from being undone. Needs root: disks are mounted. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firedrill, type Running, startCli } from './cli.ts'
import { killedRun } from './killed.ts'
import { makeProject, type TestProject } from './project.ts'
import { pidsWith, remainsOf, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { onlyRecord, untilEvent } from './stored.ts'

const WITHIN_MS = 20_000
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
let scratch: Scratch
let project: TestProject
let disk: string

beforeEach(() => {
  scratch = makeScratch()
  project = makeProject(scratch, 'small', {
    ...SMALL_APP,
    'drills/calm.ts': drill("phase('calm', [hold('90s')])"),
  })
  disk = join(scratch.directory, 'disk')
  mkdirSync(disk)
})
afterEach(() => {
  for (const pid of pidsWith([scratch.directory])) process.kill(pid, 'SIGKILL')
  spawnSync('umount', ['--lazy', disk])
  scratch.remove()
})

function mount(...options: string[]): void {
  const { status, stderr } = spawnSync('mount', [...options, 'tmpfs', disk])
  expect(status, String(stderr)).toBe(0)
}

/** A run under load, whose harness is stopped: what happens to its disk is not noticed by it. */
async function stoppedRun(): Promise<{ running: Running; record: string }> {
  const running = startCli(['run', 'calm', '--out', disk], project)
  await untilEvent(disk, 'phase-started', running.ended)
  running.child.kill('SIGSTOP')
  return { running, record: onlyRecord(disk) }
}

/** Until the disk takes no more of it. */
function fill(write: (k: number) => void): void {
  expect(() => {
    for (let k = 0; k < 1e6; k++) write(k)
  }).toThrow('ENOSPC')
}

describe.skipIf(!isRoot)('the watchdog of a killed run undoes it', () => {
  it('where no inode is left', async () => {
    mount('-t', 'tmpfs', '-o', 'nr_inodes=200')
    const { running, record } = await stoppedRun()
    fill((k) => writeFileSync(join(disk, `fill-${k}`), ''))
    running.child.kill('SIGKILL')
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  })

  it('where the journal takes not one further byte, and nothing is in reserve', async () => {
    mount('-t', 'tmpfs', '-o', 'size=2m')
    const { running, record } = await stoppedRun()
    rmSync(join(record, '.reserve'))
    fill(() => appendFileSync(join(disk, 'fill'), 'x'.repeat(4096)))
    fill(() => appendFileSync(join(record, 'journal.ndjson'), 'x'))
    running.child.kill('SIGKILL')
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  })
})

it.skipIf(!isRoot)(
  '`recover` undoes a run whose record may only be read, and says what it could not write',
  async () => {
    mount('-t', 'tmpfs')
    const record = await killedRun(project, disk)
    // What the killed run still has open for writing keeps it from that for a moment.
    const busy = () => (spawnSync('mount', ['-o', 'remount,ro', disk]).status === 0 ? [] : ['busy'])
    expect(await untilNothing(busy, WITHIN_MS)).toEqual([])
    const { code, stdout, stderr } = await firedrill(['recover', record], project)
    expect(stdout, stderr).toContain('reports-unwritable')
    expect(stdout).toMatch(/undone: no process carries the mark/)
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
    expect(code, stdout).toBe(69)
  },
)
