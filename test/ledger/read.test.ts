import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import type { Entry } from '../../src/ledger/entry.ts'
import { readStored, type StoredSource } from '../../src/ledger/read.ts'
import { serve } from '../load/k6/real.ts'

const host = nodeHost()
const directory = mkdtempSync(join(tmpdir(), 'firedrill-ledger-'))
// Another run of these tests, or what is left of it, is not this one's.
const MARK = `test-ledger-${process.pid}/1`
const log = join(directory, 'ledger.log')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function read(source: Partial<StoredSource>, variables = {}, signal = new AbortController().signal) {
  const entries: Entry[] = []
  const whole = { timeoutMs: 20_000, cwd: directory, ...source } as StoredSource
  const options = { variables, mark: MARK, log, signal }
  await readStored(host, whole, options, (entry) => entries.push(entry))
  return entries
}

const node = (code: string, ...more: string[]): Partial<StoredSource> => ({
  kind: 'command',
  argv: [process.execPath, '-e', code, ...more],
})

test('a command prints what is stored, with the variables of the target in its arguments and environment', async () => {
  const code = `console.log(JSON.stringify({ key: process.argv[1] }))
    console.log(JSON.stringify({ key: process.env.WHERE, jobs: 1 }))`
  const source = { ...node(code, 'at {edge}'), env: { WHERE: '{edge}/x' } } as Partial<StoredSource>
  expect(await read(source, { edge: 'http://e' })).toEqual([
    { key: 'at http://e', count: 1 },
    { key: 'http://e/x', count: 1, jobs: 1 },
  ])
})

test('one that fails is no answer, and what it said on standard error is kept', async () => {
  const code = `console.log('{"key":"a"}'); console.error('the password is wrong'); process.exit(3)`
  await expect(read(node(code))).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('exit code 3'),
  })
  expect(readFileSync(log, 'utf8')).toContain('the password is wrong')
})

test('one that never ends is ended at its time limit', async () => {
  const hanging = { ...node('setInterval(() => {}, 1000)'), timeoutMs: 300 }
  await expect(read(hanging)).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('longer than 300 ms'),
  })
  expect(await host.processes.marked(MARK)).toEqual([])
})

test('so is what it has started, which holds its output open', async () => {
  const piped = `sleep 60 | cat`
  const hanging: Partial<StoredSource> = { kind: 'command', argv: ['sh', '-c', piped], timeoutMs: 300 }
  await expect(read(hanging)).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('longer than 300 ms'),
  })
  expect(await host.processes.marked(MARK)).toEqual([])
})

test('an interruption is no failure of the reader', async () => {
  const interrupted = new AbortController()
  const reading = read(node('setInterval(() => {}, 1000)'), {}, interrupted.signal)
  interrupted.abort(new Error('SIGINT'))
  await expect(reading).rejects.toThrow('SIGINT')
  expect(await host.processes.marked(MARK)).toEqual([])
})

test('what it says is checked, and a program that is not there is told', async () => {
  await expect(
    read(node(`console.log('{"key":"a"}\\nno'); setInterval(() => {}, 1000)`)),
  ).rejects.toMatchObject({
    code: 'ledger-invalid',
    message: expect.stringContaining('line 2'),
  })
  await expect(read({ kind: 'command', argv: ['no-such-reader'] })).rejects.toMatchObject({
    code: 'tool-missing',
  })
  await expect(read(node('', '{db.url}'), { edge: 'e' })).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('{db.url} is not known; known are edge'),
  })
})

test('an answer by HTTP is read whole, however long it is', async () => {
  const many = Array.from({ length: 20_000 }, (_, k) => `${JSON.stringify({ key: `order ${k}`, jobs: 1 })}\n`)
  const { url, close } = await serve((request, response) => {
    if (request.url === '/stored') response.end(many.join(''))
    else if (request.url === '/broken')
      response.writeHead(200, { 'content-length': '100' }).write('{"key"', () => request.socket.destroy())
    else response.writeHead(503).end('{"key":"not this"}')
  })
  expect((await read({ kind: 'http', url: '{edge}/stored' }, { edge: url })).length).toBe(20_000)
  await expect(read({ kind: 'http', url: `${url}/gone` })).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('answered 503'),
  })
  await expect(read({ kind: 'http', url: `${url}/broken` })).rejects.toMatchObject({ code: 'ledger-unread' })
  await close()
  await expect(read({ kind: 'http', url: `${url}/stored` })).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('a redirect is no answer, and nobody is asked for it', async () => {
  const asked: string[] = []
  const elsewhere = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.end('{"key":"of another"}\n')
  })
  const { url, close } = await serve((_request, response) => {
    response.writeHead(302, { location: `${elsewhere.url}/login` }).end()
  })
  await expect(read({ kind: 'http', url: `${url}/stored` })).rejects.toMatchObject({
    code: 'ledger-unread',
    message: expect.stringContaining('answered 302'),
  })
  expect(asked).toEqual([])
  await close()
  await elsewhere.close()
})
