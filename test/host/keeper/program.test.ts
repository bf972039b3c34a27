/** The keeper's program as a container runs it: a process of its own, which has nothing of this repository. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keeperArguments, keeperProgram } from '../../../src/host/keeper/program.ts'
import { type Said, saidOf } from '../../../src/host/keeper/said.ts'
import type { Task } from '../../../src/host/keeper/task.ts'
import { eventually } from '../conformance/eventually.ts'
import { type Answer, type StubEngine, stubEngine } from '../engine/stub-engine.ts'

const LABEL = { name: 'dev.firedrill.keeper', value: 'r' }
const LONG_MS = 600_000
const ID = 'f'.repeat(64)
const TASK: Task = {
  kind: 'container',
  what: 'let go on web',
  id: 'web',
  labels: {},
  steps: [
    { done: [{ at: ['State', 'Paused'], is: false }], requests: [{ path: '/containers/web/unpause' }] },
  ],
}

let tasks: string
let stub: StubEngine
let keeper: ChildProcess
let paused: boolean
/** So often it is not let go on. */
let refuses: number

beforeEach(async () => {
  tasks = mkdtempSync(join(tmpdir(), 'firedrill-keeper-'))
  paused = true
  refuses = 0
  const show =
    (body: () => object): Answer =>
    (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body()))
  stub = await stubEngine({
    'GET /containers/keeper-r/json': show(() => ({ Id: ID, Config: { Labels: { [LABEL.name]: 'r' } } })),
    [`POST /containers/${ID}/rename`]: (response) => response.writeHead(204).end(),
    'GET /containers/web/json': show(() => ({ State: { Paused: paused }, Config: { Labels: {} } })),
    'POST /containers/web/unpause': (response) => {
      if (refuses-- > 0) return void response.writeHead(500).end('{"message":"busy"}')
      paused = false
      response.writeHead(204).end()
    },
  })
})

afterEach(async () => {
  keeper?.kill('SIGKILL')
  await stub.close()
  rmSync(tasks, { recursive: true })
})

function start(lengthMs: number, name = 'keeper-r') {
  const orders = {
    name,
    label: LABEL,
    lengthMs,
    lingerMs: LONG_MS,
    socket: stub.endpoint.url.slice('unix://'.length),
    tasks,
  }
  // In an empty directory, so that nothing can be imported from beside it.
  keeper = spawn(process.execPath, keeperArguments(orders), { cwd: tasks, env: {} })
  const text = { out: '', err: '' }
  keeper.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk
  })
  keeper.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk
  })
  const exited = new Promise<number | null>((resolve) => keeper.once('exit', resolve))
  const said = () =>
    text.out
      .split('\n')
      .map(saidOf)
      .filter((each) => each !== null)
  const until = async (word: Said['said']) => {
    const seen = await eventually(
      async () => said().map((each) => each.said),
      (words) => words.includes(word),
      10_000,
    )
    expect(seen, text.err).toContain(word)
  }
  return { until, said, exited }
}

const tell = (id: string) => writeFileSync(join(tasks, `${id}.json`), JSON.stringify([TASK]))

test('the program is one text: it imports nothing but Node', () => {
  const imports = [...keeperProgram().matchAll(/^import\s[^'"]*from\s+['"]([^'"]+)['"]/gm)].map(
    ([, from]) => from,
  )
  expect(imports.length).toBeGreaterThan(2)
  for (const from of imports) expect(from).toMatch(/^node:/)
})

describe('the program', () => {
  test('holds what it is told, and takes it back when nothing is heard', async () => {
    const { until, said } = start(1500)
    await until('ready')
    tell('1')
    await until('holds')
    await eventually(
      async () => existsSync(join(tasks, '1.held')),
      (is) => is,
    )
    expect(existsSync(join(tasks, '1.held'))).toBe(true)
    await until('over')
    expect(paused).toBe(false)
    expect(said().map((each) => each.said)).toEqual(['ready', 'holds', 'fired', 'done', 'over'])
    // Its name is given up before anything is taken back.
    const acts = stub.asked.filter((each) => each.startsWith('POST'))
    expect(acts).toEqual([
      `POST /containers/${ID}/rename?name=keeper-r-fired`,
      'POST /containers/web/unpause',
    ])
  })

  test('is told by SIGTERM to take everything back at once, and ends', async () => {
    const { until, exited } = start(LONG_MS)
    await until('ready')
    tell('1')
    await until('holds')
    keeper.kill('SIGTERM')
    expect(await exited).toBe(0)
    expect(paused).toBe(false)
  })

  test('told to stop, it does not end before what could not be done at once is done', async () => {
    refuses = 1
    const { until, said, exited } = start(LONG_MS)
    await until('ready')
    tell('1')
    await until('holds')
    keeper.kill('SIGTERM')
    expect(await exited).toBe(0)
    expect(paused).toBe(false)
    expect(said().map((each) => each.said)).toEqual(['ready', 'holds', 'fired', 'not-yet', 'done', 'over'])
  })

  test('is renewed by SIGUSR2, and does not end by it', async () => {
    const { until, said } = start(LONG_MS)
    await until('ready')
    for (let renewals = 0; renewals < 5; renewals += 1) keeper.kill('SIGUSR2')
    tell('1')
    await until('holds')
    expect(keeper.exitCode).toBeNull()
    expect(said().map((each) => each.said)).toEqual(['ready', 'holds'])
    expect(paused).toBe(true)
  })

  test('ends where the engine is another one', async () => {
    const { exited, said } = start(LONG_MS, 'keeper-of-another')
    expect(await exited).toBe(3)
    expect(said()).toMatchObject([{ said: 'refused' }])
  })

  test('holds nothing any more once it has fired', async () => {
    const { until } = start(300)
    await until('over')
    tell('late')
    await eventually(
      async () => existsSync(join(tasks, 'late.held')),
      (is) => is,
      500,
    )
    expect(existsSync(join(tasks, 'late.held'))).toBe(false)
    expect(paused).toBe(true)
  })
})
