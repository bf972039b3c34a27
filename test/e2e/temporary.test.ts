/** However the temporary directory is written, and in whichever shell a run is recovered, nothing of it stays. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firedrill, startCli } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { argumentsOf, filesOf, pidsWith } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { eventsOf, onlyRecord, untilEvent } from './stored.ts'

let scratch: Scratch
let project: TestProject

beforeEach(() => {
  scratch = makeScratch()
  project = makeProject(scratch, 'small', SMALL_APP)
})
afterEach(() => scratch.remove())

it.each([
  { how: 'with //', of: (tmp: string) => join(tmp, '..').concat('//tmp') },
  { how: 'with /./', of: (tmp: string) => join(tmp, '..').concat('/./tmp') },
  { how: 'empty', of: () => '' },
  { how: 'relative', of: () => 'here' },
])('a run is clean where TMPDIR is $how', async ({ of }) => {
  const before = readdirSync(project.cwd)
  const env = { ...project.env, TMPDIR: of(scratch.tmp) }
  const { code, stderr } = await firedrill(['run', 'calm', '--out', scratch.out], { cwd: project.cwd, env })
  expect(code, stderr).toBe(0)
  const record = onlyRecord(scratch.out)
  expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', left: [] }])
  const [made] = eventsOf(record, 'intent').filter(({ undo }) => undo.kind === 'remove-dir')
  expect(existsSync(String(made?.undo.args.path))).toBe(false)
  expect(filesOf(scratch)).toEqual([])
  expect(readdirSync(project.cwd)).toEqual(before)
})

it('a run is recovered in a shell with another TMPDIR', async () => {
  const slow = makeProject(scratch, 'slow', {
    ...SMALL_APP,
    'drills/calm.ts': drill("phase('calm', [hold('1m')])"),
  })
  const { child, ended } = startCli(['run', 'calm', '--out', scratch.out], slow)
  await untilEvent(scratch.out, 'warm-up-ended', ended)
  const record = onlyRecord(scratch.out)
  for (const pid of pidsWith([record]).filter((each) => argumentsOf(each).includes('watchdog/main')))
    process.kill(pid, 'SIGKILL')
  child.kill('SIGKILL')
  await ended
  const elsewhere = join(scratch.directory, 'elsewhere')
  mkdirSync(elsewhere)
  const env = { ...slow.env, TMPDIR: elsewhere }
  const recovered = await firedrill(['recover', record], { cwd: slow.cwd, env })
  expect(recovered.stdout).toMatch(/\d+ undone, clean/)
  expect(recovered.code).toBe(0)
  expect(filesOf(scratch)).toEqual([])
})
