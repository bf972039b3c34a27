/** The steps of the other tools do what they say: a fault that does not happen is not taken for one that does. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rivalsDirectory } from '../../../bench/accuracy/rival.ts'

let work: string
let victim: ChildProcess | null = null
let server: Server | null = null

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'accuracy-'))
})

afterEach(() => {
  victim?.kill('SIGKILL')
  victim = null
  server?.close()
  server = null
  rmSync(work, { recursive: true, force: true })
})

function step(name: string, env: Record<string, string>): Promise<number | null> {
  const child = spawn('bash', [join(rivalsDirectory, 'steps', name)], {
    env: { ...process.env, WORK: work, STOP_LIMIT_S: '1', ...env },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.once('exit', resolve))
}

async function startVictim(command: string): Promise<string> {
  const child = spawn('bash', ['-c', `${command}; echo up; while :; do sleep 0.1; done`])
  victim = child
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return String(child.pid)
}

async function serve(answer: (path: string) => { status: number; body: string }): Promise<string> {
  const made = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '')
    response.writeHead(status).end(body)
  })
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`
}

function noted(file: 'broken' | 'went-wrong'): string {
  const path = join(work, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined

describe('break.sh', () => {
  test.each(['kill', 'pause', 'stop'])('%s is done', async (fault) => {
    const pid = await startVictim(':')
    expect(await step('break.sh', { FAULT: fault, VICTIM_PID: pid })).toBe(0)
    expect(noted('went-wrong') + noted('broken')).toBe('')
  })

  test('a fault that only pretends is no fault', async () => {
    const pid = await startVictim(':')
    expect(await step('break.sh', { FAULT: 'pause', VICTIM_PID: pid, KILL: 'true' })).toBe(1)
    expect(noted('went-wrong')).toBe('the pause did not happen\n')
    expect(victim?.exitCode).toBeNull()
  })

  test('that an instance does not end when it is asked to is its own fault', async () => {
    const pid = await startVictim("trap '' TERM")
    expect(await step('break.sh', { FAULT: 'stop', VICTIM_PID: pid })).toBe(0)
    expect(noted('broken')).toBe('the instance did not end within 1 s\n')
  })
})

test.skipIf(!has('curl'))('bring-back.sh waits until the instance is ready', async () => {
  let asked = 0
  const url = await serve(() => ({ status: ++asked > 3 ? 200 : 503, body: '' }))
  expect(await step('bring-back.sh', { FAULT: 'kill', START_VICTIM: 'true', VICTIM_URL: url })).toBe(0)
  expect(noted('broken')).toBe('')
  expect(asked).toBe(4)
})

test.skipIf(!has('curl') || !has('jq'))('jobs-done.sh refuses what was done twice', async () => {
  const jobs = async (body: object): Promise<number | null> => {
    const url = await serve(() => ({ status: 200, body: JSON.stringify(body) }))
    return step('jobs-done.sh', { EDGE_URL: url })
  }
  expect(await jobs({ open: 0, twice: 0 })).toBe(0)
  expect(await jobs({ open: 0, twice: 1 })).not.toBe(0)
})

test('nothing-broken.sh is red once something was noted', async () => {
  expect(await step('nothing-broken.sh', {})).toBe(0)
  spawnSync('bash', ['-c', `echo k6 >${work}/broken`])
  expect(await step('nothing-broken.sh', {})).toBe(1)
})

describe('the load', () => {
  async function ended(code: number): Promise<(number | null)[]> {
    const k6 = join(work, 'k6')
    writeFileSync(k6, `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 })
    const load = await step('load.sh', { K6: k6, EDGE_URL: '' })
    return [load, await step('load-over.sh', {}), await step('nothing-broken.sh', {})]
  }

  test('that ends well, or with a crossed threshold, lets the experiment go on', async () => {
    expect(await ended(0)).toEqual([0, 0, 0])
    expect(await ended(99)).toEqual([0, 0, 1])
  })

  test('that goes wrong by itself ends the experiment, and does not blame the app', async () => {
    expect(await ended(107)).toEqual([1, 1, 0])
    expect(noted('went-wrong')).toBe('k6 ended with 107\n')
  })

  test('is waited for', async () => {
    const over = step('load-over.sh', {})
    // Where it does not wait it has ended long before that.
    expect(await Promise.race([over, step('nothing-broken.sh', {}).then(() => 'waits')])).toBe('waits')
    writeFileSync(join(work, 'load-over'), '')
    expect(await over).toBe(0)
  })

  test("is asked for by Chaos Toolkit's method last of all, as a step that counts", () => {
    const file = join(rivalsDirectory, 'chaos-toolkit', 'experiment.json')
    const { method } = JSON.parse(readFileSync(file, 'utf8')) as {
      method: { background?: boolean; provider: { arguments: string[] } }[]
    }
    expect(method.at(-1)?.provider.arguments.join()).toMatch(/load-over\.sh$/)
    expect(method.at(-1)?.background).toBeUndefined()
  })
})
