/** `firedrill recover` on what really killed runs left. */
import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firedrill, startCli, startProgram } from './cli.ts'
import { killedRun } from './killed.ts'
import { makeProject, type TestProject } from './project.ts'
import { filesOf, pidsWith, processesWith, remainsOf, untilNothing } from './remains.ts'
import { makeScratch, root, type Scratch } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { journalOf, onlyRecord, untilEvent } from './stored.ts'

const WITHIN_MS = 20_000
const LONG = { ...SMALL_APP, 'drills/calm.ts': drill("phase('calm', [hold('90s')])") }
const MAIN = join(root, 'src', 'cli', 'main.ts')
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
let scratch: Scratch

beforeEach(() => {
  scratch = makeScratch()
})
afterEach(() => {
  // What a failed test has left would stand in the way of the next.
  for (const pid of pidsWith([scratch.directory])) process.kill(pid, 'SIGKILL')
  scratch.remove()
})

const made = (name: string, files: Record<string, string> = {}): TestProject =>
  makeProject(scratch, name, { ...LONG, ...files })

/** The instances that are up. */
const apps = (): string[] => processesWith([scratch.directory]).filter((one) => one.endsWith('server.js'))

describe('a run of another project', () => {
  it('is left as it is, with the directory where it is to be recovered; there it is undone', async () => {
    const first = made('first')
    const second = made('second')
    const record = await killedRun(first, scratch.out)
    const before = journalOf(record)
    const left = apps()
    expect(left).toHaveLength(1)
    const all = await firedrill(['recover'], second)
    expect(all.code, all.stderr).toBe(77)
    expect(all.stdout).toContain('Every run of this project was cleaned up.')
    expect(all.stdout).toContain(`Run \`firedrill recover ${record}\` in ${first.cwd}`)
    const named = await firedrill(['recover', record], second)
    expect(named.code, named.stderr).toBe(77)
    expect(named.stderr).toContain('other-project')
    expect(named.stderr).toContain(first.cwd)
    expect(journalOf(record)).toEqual(before)
    expect(apps()).toEqual(left)
    const own = await firedrill(['recover'], first)
    expect(own.code, own.stderr).toBe(0)
    expect(own.stdout).toContain('clean')
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  })

  it('that is dead keeps nobody from running, where no target is shared', async () => {
    const first = made('first')
    const record = await killedRun(first, scratch.out)
    const second = made('second', { 'drills/calm.ts': drill() })
    const { code, stderr } = await firedrill(['run', 'calm'], second)
    expect(code, stderr).toBe(0)
    expect(journalOf(record).some(({ type }) => type === 'cleanup-ended')).toBe(false)
    // It had held the same lock, which is what leads to its record.
    expect((await firedrill(['recover'], second)).stdout).toContain(record)
    const own = await firedrill(['recover'], first)
    expect(own.stdout).toContain(`${record}: `)
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  })
})

it('a run whose record is gone is told of by `doctor`, and `recover` ends what carries its mark', async () => {
  const project = made('first')
  const record = await killedRun(project, scratch.out)
  rmSync(record, { recursive: true })
  const seen = await firedrill(['doctor'], project)
  expect(seen.stdout).toContain(`its record ${record} is gone`)
  expect(apps()).toHaveLength(1)
  const { code, stdout } = await firedrill(['recover'], project)
  expect(code, stdout).toBe(0)
  expect(stdout).toContain(`its record ${record} is gone`)
  const left = () => [...processesWith([basename(record)]), ...filesOf(scratch)]
  expect(await untilNothing(left, WITHIN_MS)).toEqual([])
  expect((await firedrill(['recover'], project)).stdout).toBe('Every run of this project was cleaned up.\n')
})

it.skipIf(!isRoot)(
  'a run that is under way is left alone by `recover` in another PID namespace (needs root)',
  async () => {
    const project = made('first')
    const running = startCli(['run', 'calm', '--out', scratch.out], project)
    await untilEvent(scratch.out, 'phase-started', running.ended)
    const record = onlyRecord(scratch.out)
    const recover = [process.execPath, '--conditions=source', MAIN, 'recover', record]
    const inside = await startProgram(['unshare', '--pid', '--fork', '--mount-proc', ...recover], project)
      .ended
    expect(inside.code, inside.stdout + inside.stderr).toBe(75)
    expect(inside.stdout).toContain('in another PID namespace of this machine')
    expect(existsSync(join(record, 'epoch.1'))).toBe(false)
    expect(apps()).toHaveLength(1)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  },
)
