/** A self-hosted CI runner ends what a job left, by a variable that it gave to the job: the watchdog is not of that. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { pidsWith } from '../../e2e/remains.ts'
import { eventually } from '../../host/conformance/eventually.ts'
import { deadRun, intent } from '../dead-run.ts'

const host = nodeHost()
const module = (path: string) => new URL(`../../../src/${path}`, import.meta.url).href
/** The part of a harness that is of interest here. */
const HARNESS = `
import { nodeHost } from '${module('host/node.ts')}'
import { startWatchdog } from '${module('run/watchdog/start.ts')}'
await startWatchdog(nodeHost(), process.argv.at(-1))
console.log('started')
setInterval(() => undefined, 1000)
`
let directory: string
let mark: string
/** Nothing but what this test starts carries it. */
let id: string
let job: ChildProcess

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firedrill-ci-'))
  id = `job-${process.pid}-${directory.slice(-6)}`
  mark = `${id}/1`
  await deadRun(host, [intent(0, mark)], { directory })
  const argv = [process.execPath, '-e', 'setInterval(() => {}, 1000)']
  await host.processes.spawn({ argv, cwd: '/', env: {}, mark, stdout: 'ignore', stderr: 'ignore' })
})

afterEach(async () => {
  for (const left of await host.processes.marked(mark)) await host.processes.signal(left, 'SIGKILL')
  // The watchdog still seals what it has undone.
  await eventually(
    async () => pidsWith([directory]),
    (pids) => pids.length === 0,
  )
  await rm(directory, { recursive: true, force: true })
})

/** As the runners do it: everything whose environment has the variable with this value. */
async function cleanUpOrphans(variable: string): Promise<number> {
  let ended = 0
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (!environment.split('\0').includes(`${variable}=${id}`)) continue
    process.kill(Number(pid), 'SIGKILL')
    ended += 1
  }
  return ended
}

test.skipIf(process.platform !== 'linux').each([
  ['GitHub', 'RUNNER_TRACKING_ID'],
  ['Jenkins', 'BUILD_ID'],
  ['Jenkins, of a pipeline', 'JENKINS_NODE_COOKIE'],
  ['Azure Pipelines', 'VSTS_PROCESS_LOOKUP_ID'],
])('a job that is cancelled on a runner of %s is undone', async (_runner, variable) => {
  const argv = ['--conditions=source', '--input-type=module', '--eval', HARNESS, '--', directory]
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, [variable]: id }
  job = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<string | null>((resolve) => job.once('exit', (_code, signal) => resolve(signal)))
  await new Promise<void>((resolve, reject) => {
    job.stdout?.once('data', () => resolve())
    job.once('exit', () => reject(new Error('it did not start its watchdog')))
  })
  // The harness is found by it: what is not found is another matter than nobody looking.
  expect(await cleanUpOrphans(variable)).toBe(1)
  expect(await exited).toBe('SIGKILL')
  const journal = await eventually(
    () => readFile(join(directory, 'journal.ndjson'), 'utf8'),
    (text) => text.includes('"cleanup":"clean"'),
    15_000,
  )
  expect(journal).toContain('"cleanup":"clean"')
  expect(await host.processes.marked(mark)).toEqual([])
})
