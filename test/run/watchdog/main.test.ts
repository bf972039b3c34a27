import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { deadRun, intent } from '../dead-run.ts'

const PROGRAM = fileURLToPath(new URL('../../../src/run/watchdog/main.ts', import.meta.url))
const host = nodeHost()
let directory: string
let mark: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firedrill-watchdog-'))
  mark = `w${process.pid}-${directory.slice(-6)}/1`
  await deadRun(host, [intent(0, mark)], { directory, cut: '{"seq":2,' })
  const argv = [process.execPath, '-e', 'setInterval(() => {}, 1000)']
  await host.processes.spawn({ argv, cwd: '/', env: {}, mark, stdout: 'ignore', stderr: 'ignore' })
})

afterEach(async () => {
  for (const left of await host.processes.marked(mark)) await host.processes.signal(left, 'SIGKILL')
  await rm(directory, { recursive: true, force: true })
})

function start(): { watchdog: ChildProcess; ended: Promise<number | null> } {
  const held = openSync(join(directory, 'journal.ndjson'), 'r')
  const watchdog = spawn(process.execPath, [PROGRAM, directory], {
    stdio: ['pipe', 'ignore', 'inherit', held],
  })
  closeSync(held)
  return { watchdog, ended: new Promise((resolve) => watchdog.once('exit', resolve)) }
}
const journal = () => readFile(join(directory, 'journal.ndjson'), 'utf8')

test('when its pipe is closed without a word, it undoes the run', async () => {
  const { watchdog, ended } = start()
  expect(await host.processes.marked(mark)).toHaveLength(1)
  watchdog.stdin?.end()
  expect(await ended).toBe(0)
  expect(await host.processes.marked(mark)).toEqual([])
  expect(await journal()).toContain('"cleanup":"clean"')
})

test('it undoes a run whose record was removed before it had begun', async () => {
  const { watchdog, ended } = start()
  await rm(directory, { recursive: true })
  watchdog.stdin?.end()
  expect(await ended).toBe(0)
  expect(await host.processes.marked(mark)).toEqual([])
})

test('a word that was cut off is no word', async () => {
  const { watchdog, ended } = start()
  watchdog.stdin?.end('relea')
  await ended
  expect(await host.processes.marked(mark)).toEqual([])
})

test('a harness that says that it lives is left alone, whatever it says before the last word', async () => {
  const { watchdog, ended } = start()
  watchdog.stdin?.write('...')
  watchdog.stdin?.end('..released\n')
  expect(await ended).toBe(0)
  expect(await host.processes.marked(mark)).toHaveLength(1)
})

test('once it is released, it does nothing', async () => {
  const before = await journal()
  const { watchdog, ended } = start()
  watchdog.stdin?.end('released\n')
  expect(await ended).toBe(0)
  expect(await host.processes.marked(mark)).toHaveLength(1)
  expect(await journal()).toBe(before)
})
