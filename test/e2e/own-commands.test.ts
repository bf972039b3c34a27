/** Commands that firedrill starts beside the app (of named probes, and k6's look at the script) end with the run. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Ended, startCli } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { pidsWith, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { config, drill, SMALL_APP } from './small-app.ts'
import { eventsOf, journalOf, onlyRecord, untilEvent } from './stored.ts'

const WITHIN_MS = 20_000
/** Nothing else of this machine sleeps for so long. */
const SLEEP = `333.${process.pid}`
const PROBE = `probes: { depth: { command: ['sh', '-c', 'sleep ${SLEEP}; true'], timeout: '60s' } },`
let scratch: Scratch
let project: TestProject

beforeEach(() => {
  scratch = makeScratch()
  project = makeProject(scratch, 'small', {
    ...SMALL_APP,
    'firedrill.config.ts': config({ fields: PROBE }),
    'drills/calm.ts': drill("phase('calm', [hold('1m')])"),
  })
})
afterEach(() => {
  for (const pid of sleeping()) process.kill(pid, 'SIGKILL')
  scratch.remove()
})

it('a probe’s command is ended with a harness that is killed', async () => {
  const { child, ended } = startCli(['run', 'calm', '--out', scratch.out], project)
  await untilEvent(scratch.out, 'warm-up-ended', ended)
  expect(sleeping().length).toBeGreaterThan(0)
  child.kill('SIGKILL')
  await ended
  expect(await untilNothing(() => sleeping().map(String), WITHIN_MS)).toEqual([])
  await untilCleaned()
})

it('a probe’s command is not waited for when the run is asked to end', async () => {
  const { child, ended } = startCli(['run', 'calm', '--out', scratch.out], project)
  await untilEvent(scratch.out, 'warm-up-ended', ended)
  const askedMs = performance.now()
  child.kill('SIGTERM')
  expect((await ended).code).toBe(143)
  expect(performance.now() - askedMs).toBeLessThan(WITHIN_MS)
  expect(sleeping()).toEqual([])
  // What was not seen to its end says nothing about the system.
  expect(eventsOf(onlyRecord(scratch.out), 'named-probe')).toEqual([])
})

it('k6’s look at a script that is slow to load is ended with a harness that is killed', async () => {
  const slow = makeProject(scratch, 'slow', {
    ...SMALL_APP,
    'load.js': `const until = Date.now() + 8000\nwhile (Date.now() < until) {}\n${SMALL_APP['load.js']}`,
  })
  const { child, ended } = startCli(['run', 'calm', '--out', scratch.out], slow)
  await eventuallyIntent('start the load', ended)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const looking = () => pidsWith(['inspect']).filter((pid) => pidsWith([scratch.directory]).includes(pid))
  expect(looking()).toHaveLength(1)
  child.kill('SIGKILL')
  await ended
  await untilCleaned()
  expect(looking()).toEqual([])
})

/** Processes of the probe: the shell and what it waits for. */
function sleeping(): number[] {
  return pidsWith([`sleep ${SLEEP}`, `sleep\0${SLEEP}`]).filter((pid) => pid !== process.pid)
}

async function eventuallyIntent(what: string, ended: Promise<Ended>): Promise<void> {
  await untilEvent(scratch.out, 'run-started', ended)
  const intended = () =>
    eventsOf(onlyRecord(scratch.out), 'intent').some((intent) => intent.what === what) ? [] : ['none yet']
  expect(await untilNothing(intended, 60_000)).toEqual([])
}

async function untilCleaned(): Promise<void> {
  const last = () => journalOf(onlyRecord(scratch.out)).at(-1)
  const open = () => (last()?.type === 'cleanup-ended' ? [] : ['open'])
  expect(await untilNothing(open, WITHIN_MS)).toEqual([])
  expect(last()).toMatchObject({ cleanup: 'clean', left: [], by: 'watchdog' })
}
