/** A team's own deploy, rollback and migration scripts: rehearsed as they are, and taken back wherever a run ends. */
import { existsSync, readFileSync, readlinkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firedrill, startCli } from './cli.ts'
import { ownReleaseProject } from './own-release-app.ts'
import type { TestProject } from './project.ts'
import { remainsOf, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { eventsOf, journalOf, onlyRecord, untilStep, verdictOf } from './stored.ts'

const WITHIN_MS = 20_000
/** After so long a harness that is stopped is taken over. */
const SILENCE_MS = 15_000
let scratch: Scratch
let project: TestProject

beforeEach(() => {
  scratch = makeScratch()
  project = ownReleaseProject(scratch)
})
afterEach(() => scratch.remove())

/** What was there before the run. */
const world = () => ({
  serves: basename(readlinkSync(join(project.cwd, 'current'))),
  schema: readFileSync(join(project.cwd, 'schema'), 'utf8'),
})
const BEFORE = { serves: '1', schema: 'one\n' }

it('are what is rehearsed, and the schema fits the old code again afterwards', async () => {
  expect(world()).toEqual(BEFORE)
  const { code, stderr } = await firedrill(['run', 'release', '--quiet'], project)
  expect(code, stderr).toBe(0)
  const record = onlyRecord(project.reports)
  const typed = eventsOf(record, 'command').map(({ command }) => command.argv.slice(0, 2).join(' '))
  expect(typed.filter((text) => text.startsWith('./'))).toEqual(
    expect.arrayContaining(['./migrate up', expect.stringMatching(/^\.\/deploy .*releases\/2$/)]),
  )
  expect(verdictOf(record)).toMatchObject({
    verdict: 'pass',
    cleanup: 'clean',
    rollbacks: [{ actMs: expect.any(Number) }],
  })
  expect(world()).toEqual(BEFORE)
})

const MOVED = 'one\ntwo\n'

it.each([
  ['before the deploy, with the schema moved', 'steps[0].steps[1]', ['--set', 'rest=60s'], '1'],
  ['in the midst of the deploy', 'steps[1].steps[0]', [], '2'],
  ['after the deploy', 'steps[1].steps[2]', ['--set', 'bake=60s'], '2'],
  ['in the midst of the rollback', 'steps[2].steps[0]', [], '1'],
])('are taken back by a Ctrl-C %s', async (_where, path, set, serves) => {
  const { child, ended } = startCli(['run', 'release', ...set], project)
  await untilStep(project.reports, path, ended)
  await expect.poll(world, { timeout: WITHIN_MS }).toEqual({ serves, schema: MOVED })
  child.kill('SIGINT')
  const { code, stderr } = await ended
  expect(code, stderr).toBe(130)
  const record = onlyRecord(project.reports)
  expect(verdictOf(record)).toMatchObject({ run: 'interrupted', cleanup: 'clean', verdict: 'inconclusive' })
  expect(world()).toEqual(BEFORE)
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
})

/** It takes one step back, and its time for it. */
const SLOW_DOWN = `down)
    echo began >>downs
    sleep 4
    sed '$d' schema >schema.new
    mv schema.new schema
    echo ended >>downs ;;`

it('are at work one at a time, also where the harness is killed while it takes the schema back', async () => {
  const migrate = join(project.cwd, 'migrate')
  writeFileSync(
    migrate,
    readFileSync(migrate, 'utf8').replace(/down\).*;;/, () => SLOW_DOWN),
  )
  const downs = () => {
    const path = join(project.cwd, 'downs')
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  const { child, ended } = startCli(['run', 'release', '--set', 'rest=60s'], project)
  await untilStep(project.reports, 'steps[0].steps[1]', ended)
  await expect.poll(world, { timeout: WITHIN_MS }).toEqual({ serves: '1', schema: MOVED })
  child.kill('SIGINT')
  await expect.poll(downs, { timeout: WITHIN_MS }).toBe('began\n')
  child.kill('SIGKILL')
  await ended
  const record = onlyRecord(project.reports)
  await expect
    .poll(() => journalOf(record).at(-1), { timeout: WITHIN_MS })
    .toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'watchdog' })
  expect(downs()).toBe('began\nended\n')
  expect(world()).toEqual(BEFORE)
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
})

const SLOW_DEPLOY = `#!/bin/sh
ln -sfn "$1" current
case "$1" in *2) sleep 90 ;; esac
`

it('are not run again by a harness that was stopped in the midst of the deploy and goes on at any later time', async () => {
  // Nobody reaps the instances of a harness that is stopped: one that waits for their end would wait here.
  writeFileSync(join(project.cwd, 'deploy'), SLOW_DEPLOY)
  const { child, ended } = startCli(['run', 'release'], project)
  await untilStep(project.reports, 'steps[1].steps[0]', ended)
  await expect.poll(world, { timeout: WITHIN_MS, interval: 10 }).toEqual({ serves: '2', schema: MOVED })
  child.kill('SIGSTOP')
  const record = onlyRecord(project.reports)
  const others = async () =>
    (await remainsOf(record, scratch)).filter((one) => !one.startsWith(`process ${child.pid} `))
  expect(await untilNothing(others, SILENCE_MS + WITHIN_MS)).toEqual([])
  expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', by: 'watchdog' }])
  expect(eventsOf(record, 'done').length).toBeLessThan(eventsOf(record, 'intent').length)
  expect(world()).toEqual(BEFORE)
  // Now somebody ships it by hand.
  symlinkSync('releases/2', join(project.cwd, 'shipped'))
  renameSync(join(project.cwd, 'shipped'), join(project.cwd, 'current'))
  writeFileSync(join(project.cwd, 'schema'), MOVED)
  child.kill('SIGCONT')
  const { code, stderr } = await ended
  expect(code, stderr).toBe(70)
  expect(stderr).toContain('superseded')
  expect(world()).toEqual({ serves: '2', schema: MOVED })
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
})
