/** Writes of an app that is none of the fixture's: kept, lost, doubled, read back by HTTP and by a command. */
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { firedrill } from './cli.ts'
import { makeProject } from './project.ts'
import { makeScratch, root } from './scratch.ts'
import { onlyRecord, verdictOf } from './stored.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

/** Keeps notes in a file, one key a line; BROKEN says what becomes of the fortieth. */
const SERVER = `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const file = process.env.NOTES
writeFileSync(file, '')
let count = 0
const keep = (key) => appendFileSync(file, JSON.stringify({ key, jobs: 1 }) + '\\n')
createServer((request, response) => {
  if (request.url === '/stored') return response.end(readFileSync(file))
  if (request.method !== 'POST') return response.end('hello')
  const broken = ++count === 40 ? process.env.BROKEN : ''
  if (broken !== 'loses') keep(request.headers['idempotency-key'])
  if (broken === 'doubles') keep(request.headers['idempotency-key'])
  response.setHeader('x-instance', 'the only one').writeHead(201).end()
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const SCRIPT = `import http from 'k6/http'
import { write } from '${join(root, 'src/k6/index.ts')}'
export default function () {
  const key = 'note ' + __VU + '-' + __ITER
  write(key, () => http.post(__ENV.BASE_URL + '/notes', 'x', { headers: { 'Idempotency-Key': key } }))
}
`

const DRILL = `import { drill, hold, load, phase, jobs, writes } from 'firedrill'
export default drill('notes', { purpose: 'No note is lost.' }, () => ({
  load: load('app', { rate: '50/s' }),
  steps: [phase('calm', [hold('2s')])],
  expect: [writes().lost(0).duplicated(0), jobs().lost(0).duplicated(0)],
}))
`

async function told(
  name: string,
  broken: string,
  ledger = "ledger: { http: '{edge}/stored', settle: '1s' },",
) {
  const notes = join(scratch.directory, `${name}.ndjson`)
  const config = `import { defineConfig, processes } from 'firedrill'
export default defineConfig({
  loads: { app: 'load.js' }, warmUp: '200ms', ${ledger.replaceAll('NOTES', notes)}
  target: processes({ instances: 1, run: 'node server.js', ready: '/', env: { NOTES: '${notes}', BROKEN: '${broken}' } }),
})
`
  const files = { 'server.js': SERVER, 'load.js': SCRIPT, 'drills/notes.ts': DRILL }
  const project = makeProject(scratch, name, { ...files, 'firedrill.config.ts': config })
  const { code, stdout, stderr } = await firedrill(['run', 'notes'], project)
  if (code === 77) return { code, stdout, stderr, clauses: [], ledger: null }
  const verdict = verdictOf(onlyRecord(project.reports))
  const clauses = verdict.clauses.map(
    ({ objective, verdict: said, reason }) => `${objective}: ${reason ?? said}`,
  )
  return { code, stdout, stderr, clauses, ledger: verdict.ledger }
}

const CLAUSES = ['lost writes', 'duplicated writes', 'lost jobs', 'duplicated jobs']
const allBut = (wrong: readonly string[], how = 'fail') =>
  CLAUSES.map((each) => `${each} at most 0: ${wrong.includes(each) ? how : 'pass'}`)

it('every note that was acknowledged is stored, and once', async () => {
  const { code, clauses, ledger, stdout } = await told('whole', '')
  expect(clauses, stdout).toEqual(expect.arrayContaining(allBut([])))
  expect(code).toBe(0)
  expect(ledger?.writes.acknowledged).toBeGreaterThan(90)
  expect(ledger?.keys).toEqual([])
})

it('one that is acknowledged and not stored fails it, with its key and who had answered', async () => {
  const { code, clauses, ledger, stdout } = await told('loses', 'loses')
  expect(clauses, stdout).toEqual(expect.arrayContaining(allBut(['lost writes'])))
  expect(code).toBe(1)
  expect(ledger).toMatchObject({ writes: { lost: 1, duplicated: 0 }, keys: [{ problem: 'lost' }] })
  expect(ledger?.keys[0]?.key).toMatch(/^note \d+-\d+$/)
  expect(stdout).toMatch(/note \d+-\d+: sent at [\d.]+ s, acknowledged with 201 by the only one after/)
})

it('one that is stored twice fails it; by the word of a command', async () => {
  const { code, clauses, ledger, stdout } = await told(
    'doubles',
    'doubles',
    "ledger: { command: ['cat', 'NOTES'], settle: '1s' },",
  )
  expect(clauses, stdout).toEqual(expect.arrayContaining(allBut(['duplicated writes'])))
  expect(code).toBe(1)
  expect(ledger).toMatchObject({ writes: { lost: 0, duplicated: 1 }, keys: [{ problem: 'duplicated' }] })
})

it('a reader that cannot be asked decides nothing, and without one the drill is refused', async () => {
  const silent = await told('silent', 'loses', "ledger: { http: '{edge}:1/stored', settle: '1s' },")
  expect(silent.clauses).toEqual(expect.arrayContaining(allBut(CLAUSES, 'not-seen')))
  expect(silent.code).toBe(2)
  expect(silent.stdout).toContain('what is stored could not be read')
  const without = await told('without', 'loses', '')
  expect(without.code).toBe(77)
  expect(without.stderr).toContain('writes() needs to know what is stored')
})
