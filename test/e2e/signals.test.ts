/** However a run is ended, everything is undone and its record is kept. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Ended, firedrill, startCli, startProgram } from './cli.ts'
import { fixtureProject, makeProject, type TestProject } from './project.ts'
import { argumentsOf, pidsWith, remainsOf, untilNothing } from './remains.ts'
import { makeScratch, root, type Scratch } from './scratch.ts'
import { config, drill as drillOf, SMALL_APP } from './small-app.ts'
import { eventsOf, journalOf, onlyRecord, untilEvent, untilStep, verdictOf } from './stored.ts'

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url))
const LONG = ['rate=50/s', 'baseline=1s', 'lost=60s', 'settled=60s'].flatMap((value) => ['--set', value])
const CLI = [process.execPath, '--conditions=source', join(root, 'src', 'cli', 'main.ts')]
const WITHIN_MS = 20_000
const python = spawnSync('python3', ['--version']).status === 0
let scratch: Scratch
let project: TestProject
let drill: string[]

beforeEach(() => {
  scratch = makeScratch()
  project = fixtureProject(scratch, '500ms')
  drill = ['--target', 'processes', ...LONG, '--out', scratch.out]
})
afterEach(() => scratch.remove())

it.skipIf(!python)('ends by one Ctrl-C in a terminal, through npm (needs python3)', async () => {
  requireInstalled()
  const terminal = inTerminal(['npm', 'run', 'drill:kill-node', '--', ...drill])
  await untilEvent(scratch.out, 'load-started', terminal.ended)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  terminal.interrupt()
  const { code, stdout } = await terminal.ended
  expect(code, stdout.slice(-2000)).toBe(130)
  await expectInterrupted('SIGINT')
  // The terminal sends it to npm and to the drill, and npm sends it on: that was one press.
  expect(eventsOf(onlyRecord(scratch.out), 'signal').map(({ hurried }) => hurried)).toEqual([false])
  expect(stdout).toContain('run interrupted, clean-up clean, exit code 130')
  // The lines that are drawn over, which only a terminal gets.
  expect(stdout).toMatch(/\[\?2026h[^\n]*warm-up {3}00:0\d[\s\S]*? req\/s/)
})

it.skipIf(!python)('ends when its terminal is closed (needs python3)', async () => {
  const small = makeProject(scratch, 'small', {
    ...SMALL_APP,
    'drills/calm.ts': drillOf("phase('calm', [hold('1m')])"),
  })
  const terminal = inTerminal([...CLI, 'run', 'calm', '--out', scratch.out], small.cwd)
  await untilEvent(scratch.out, 'load-started', terminal.ended)
  await new Promise((resolve) => setTimeout(resolve, 500))
  terminal.close()
  expect((await terminal.ended).code).toBe(129)
  await expectInterrupted('SIGHUP')
})

it('ends by a SIGTERM to npm', async () => {
  requireInstalled()
  const npm = startProgram(['npm', 'run', 'drill:kill-node', '--', ...drill], scratch)
  await untilEvent(scratch.out, 'load-started', npm.ended)
  npm.child.kill('SIGTERM')
  const { code, signal } = await npm.ended
  expect([code, signal]).toEqual([143, null])
  await expectInterrupted('SIGTERM')
})

it('hurries by a second SIGINT that comes later than half a second', async () => {
  const { child, ended } = startCli(['run', 'kill-node', ...drill], project)
  await untilEvent(scratch.out, 'load-started', ended)
  child.kill('SIGINT')
  await untilEvent(scratch.out, 'signal', ended)
  await new Promise((resolve) => setTimeout(resolve, 600))
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  await expectInterrupted('SIGINT')
  expect(eventsOf(onlyRecord(scratch.out), 'signal').map(({ hurried }) => hurried)).toEqual([false, true])
})

it('waits for no graceful stop of a step once a second signal came', async () => {
  const stubborn = makeProject(scratch, 'stubborn', {
    ...SMALL_APP,
    'server.js': `process.on('SIGTERM', () => undefined)\n${SMALL_APP['server.js']}`,
    'firedrill.config.ts': config({ target: "stopTimeout: '60s', edge: 'built-in'" }).replace(
      'instances: 1',
      'instances: 2',
    ),
    'drills/calm.ts': drillOf("phase('calm', [stop(instance())])").replace(
      'import {',
      'import { instance, stop,',
    ),
  })
  const { child, ended } = startCli(['run', 'calm', '--out', scratch.out], stubborn)
  await untilStep(scratch.out, 'steps[0].steps[0]', ended)
  child.kill('SIGTERM')
  await untilEvent(scratch.out, 'signal', ended)
  child.kill('SIGINT')
  const { code, stderr } = await ended
  expect(code, stderr).toBe(143)
  await expectInterrupted('SIGTERM')
})

it('leaves nothing 20 s after SIGKILL in mid-drill, with no one’s help', async () => {
  const { record } = await killed([])
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  expect(journalOf(record).at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'watchdog' })
  const recovered = await firedrill(['recover', record], project)
  expect(recovered.stdout).toContain('nothing to do')
  expect(recovered.code).toBe(0)
  const judged = await firedrill(['judge', record, '--quiet'], scratch)
  expect(verdictOf(record)).toMatchObject({ run: 'errored', cleanup: 'clean', verdict: 'inconclusive' })
  expect(judged.code).toBe(70)
})

it('is cleaned by `firedrill recover` when the watchdog was killed as well', async () => {
  const { record } = await killed(['watchdog/main'])
  await new Promise((resolve) => setTimeout(resolve, 1000))
  // Without the watchdog the app goes on: what is looked for is really there.
  const going = (await remainsOf(record, scratch)).map((remain) => remain.split(' ')[0])
  expect(new Set(going)).toEqual(new Set(['process', 'file', 'port']))
  const recovered = await firedrill(['recover', record], project)
  expect(recovered.stdout).toMatch(/\d+ undone, clean/)
  expect(recovered.code).toBe(0)
  expect(await remainsOf(record, scratch)).toEqual([])
  expect(journalOf(record).at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'recover' })
  expect((await firedrill(['recover', record], project)).stdout).toContain('nothing to do')
})

/** The script before the drill would install the dependencies anew, under the feet of the tests. */
function requireInstalled(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.firedrill-setup')
  const current = existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(lock)
  expect(current, 'run `npm run setup` first: the dependencies are not those of the lockfile').toBe(true)
}

async function expectInterrupted(signal: string): Promise<void> {
  const record = onlyRecord(scratch.out)
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  const [cleaned] = eventsOf(record, 'cleanup-ended')
  expect(cleaned).toMatchObject({ cleanup: 'clean', by: 'run' })
  expect(cleaned!.atMs - eventsOf(record, 'signal')[0]!.atMs).toBeLessThan(WITHIN_MS)
  expect(eventsOf(record, 'run-ended')).toMatchObject([{ run: 'interrupted', errorCode: signal }])
  expect(verdictOf(record)).toMatchObject({ run: 'interrupted', cleanup: 'clean', verdict: 'inconclusive' })
}

/** SIGKILL to the harness in mid-drill, and before that to the run's processes whose arguments have such a text. */
async function killed(others: readonly string[]): Promise<{ record: string }> {
  const { child, ended } = startCli(['run', 'kill-node', ...drill], project)
  await untilEvent(scratch.out, 'fault-landed', ended)
  const record = onlyRecord(scratch.out)
  const victims = pidsWith([record]).filter((pid) => others.some((text) => argumentsOf(pid).includes(text)))
  expect(victims).toHaveLength(others.length)
  for (const pid of victims) process.kill(pid, 'SIGKILL')
  child.kill('SIGKILL')
  expect((await ended).signal).toBe('SIGKILL')
  return { record }
}

function inTerminal(
  argv: readonly string[],
  cwd = root,
): {
  interrupt(): void
  close(): void
  ended: Promise<Pick<Ended, 'code' | 'stdout'>>
} {
  const child = spawn('python3', [TERMINAL, ...argv], {
    cwd,
    env: scratch.env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  return {
    interrupt: () => child.stdin.write('interrupt\n'),
    close: () => child.stdin.write('close\n'),
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout }))),
  }
}
