/** A migration is taken back by a command that needs a secret, by whoever is left to do it; the secret is in no record. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { leaksIn } from '../redact/encodings.ts'
import { firedrill, type Running, startCli } from './cli.ts'
import { filesBelow } from './files-below.ts'
import { ownReleaseProject } from './own-release-app.ts'
import type { TestProject } from './project.ts'
import { argumentsOf, pidsWith, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { eventsOf, onlyRecord, untilStep } from './stored.ts'

const WITHIN_MS = 20_000
const TOKEN = `Tk-9f/8a+"c d'x`
let scratch: Scratch
let project: TestProject
let withToken: TestProject

beforeEach(() => {
  scratch = makeScratch()
  project = ownReleaseProject(scratch)
  withToken = { ...project, env: { ...project.env, DB_TOKEN: TOKEN } }
  const [config, migrate] = ['firedrill.config.ts', 'migrate'].map((name) => join(project.cwd, name)) as [
    string,
    string,
  ]
  change(
    config,
    "down: './migrate down' }",
    "down: ['./migrate', 'down', env('DB_TOKEN')], env: { DB_TOKEN: env('DB_TOKEN') } }",
  )
  change(config, 'import {', 'import { env,')
  // Without the one as an argument and the same as a variable it does nothing.
  change(migrate, 'down) echo', 'down) [ "${#2}" = 15 ] && [ "$2" = "$DB_TOKEN" ] && echo')
})
afterEach(() => scratch.remove())

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(
    file,
    text.replace(from, () => to),
  )
}

const schema = () => readFileSync(join(project.cwd, 'schema'), 'utf8')
const pending = () => (schema() === 'one\n' ? [] : ['the schema is moved'])

async function killedWithTheSchemaMoved(): Promise<Running> {
  const running = startCli(['run', 'release', '--set', 'rest=60s'], withToken)
  await untilStep(project.reports, 'steps[0].steps[1]', running.ended)
  await expect.poll(schema, { timeout: WITHIN_MS }).toBe('one\ntwo\n')
  return running
}

const leaks = () =>
  filesBelow(project.reports).flatMap(([name, bytes]) =>
    leaksIn(bytes.toString('utf8'), [TOKEN]).length > 0 ? [name] : [],
  )

it('the watchdog knows it', async () => {
  const { child, ended } = await killedWithTheSchemaMoved()
  child.kill('SIGKILL')
  await ended
  expect(await untilNothing(pending, WITHIN_MS)).toEqual([])
  const record = onlyRecord(project.reports)
  await expect.poll(() => eventsOf(record, 'cleanup-ended').length, { timeout: WITHIN_MS }).toBe(1)
  expect(eventsOf(record, 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', by: 'watchdog', left: [] }])
  const undo = eventsOf(record, 'intent').find(({ undo: { kind } }) => kind === 'run-command')?.undo
  expect(undo?.args).toMatchObject({
    argv: ['./migrate', 'down', '‹env DB_TOKEN›'],
    env: { DB_TOKEN: '‹env DB_TOKEN›' },
  })
  // Its last act, by a draft beside it: only now every file is as it stays.
  await expect.poll(() => existsSync(join(record, 'seal.json')), { timeout: WITHIN_MS }).toBe(true)
  expect(leaks()).toEqual([])
})

it('recover reads it again, and without it says what to set', async () => {
  const { child, ended } = await killedWithTheSchemaMoved()
  for (const pid of pidsWith([scratch.directory]))
    if (argumentsOf(pid).includes('watchdog/main.ts')) process.kill(pid, 'SIGKILL')
  child.kill('SIGKILL')
  await ended
  const without = await firedrill(['recover'], project)
  expect({ code: without.code, schema: schema() }, without.stdout).toEqual({ code: 3, schema: 'one\ntwo\n' })
  expect(without.stdout).toContain('Set DB_TOKEN')
  const recovered = await firedrill(['recover'], withToken)
  expect({ code: recovered.code, schema: schema() }, recovered.stdout).toEqual({ code: 0, schema: 'one\n' })
  expect(leaksIn(without.stdout + recovered.stdout + recovered.stderr, [TOKEN])).toEqual([])
  expect(leaks()).toEqual([])
})
