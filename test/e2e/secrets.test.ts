/**
 * Secrets planted everywhere in a real run: in the environment, in what the app, its load and a probe write, in headers
 * and errors, in a command that fails. Every file of the record, and all that was on the console, is searched for them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaksIn } from '../redact/encodings.ts'
import { type Ended, firedrill, startCli } from './cli.ts'
import { filesBelow } from './files-below.ts'
import { makeProject, type TestProject } from './project.ts'
import { filesOf, untilNothing } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { config, drill } from './small-app.ts'
import { onlyRecord, untilEvent, verdictOf } from './stored.ts'

const TOKEN = `Tk-9f/8a+"c&d=='x`
/** What k6 tells of a tag with it: a value ends at an ampersand there. */
const PART = TOKEN.slice(0, TOKEN.indexOf('&'))
const PASSWORD = 'pw/0f-secret'
const URL_OF_DB = `postgres://shop:${encodeURIComponent(PASSWORD)}@127.0.0.1:1/shop`
/** By the names of what they are told by: nobody tells firedrill. */
const HEADERS = { authorization: 'Bearer bearer-of-header-1', cookie: 'sid=cookie-of-header-2; x=y' }
const WRITTEN = 'written-into-redact-3'
const CARD = 'card-1234-5678'
const SECRETS = [TOKEN, PART, PASSWORD, 'bearer-of-header-1', 'cookie-of-header-2', WRITTEN, CARD]

const SERVER = `import { createServer } from 'node:http'
const { APP_TOKEN: token, DATABASE_URL: url } = process.env
const say = (text) => console.log(new Date().toISOString() + ' ' + text)
say('token ' + token)
say('connecting to ' + url)
say(JSON.stringify({ level: 50, msg: 'no connection to ' + url, req: { headers: ${JSON.stringify(HEADERS)} }, inner: JSON.stringify({ token }) }))
say('GET /?t=' + encodeURIComponent(token) + ' ' + new URLSearchParams({ token }))
say(Buffer.from('user:' + token).toString('base64') + ' ' + Buffer.from(token).toString('hex') + ' ' + Buffer.from('a' + token).toString('base64url'))
say(token.replace(/[^]/g, (each) => '\\\\u' + each.charCodeAt(0).toString(16).padStart(4, '0')))
say('<p>' + token.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;') + '</p>')
say('${WRITTEN} and ${CARD}')
process.stdout.write('half of it ' + token.slice(0, 7))
setTimeout(() => process.stdout.write(token.slice(7) + ' and the rest\\n'), 300)
process.on('SIGTERM', () => {
  say('bye ' + token)
  process.exit(0)
})
createServer((request, response) => {
  response.setHeader('x-release', encodeURIComponent('release ' + token))
  if (request.url === '/version') return response.end(JSON.stringify({ version: 'v ' + token, token }))
  if (request.url.length > 2 && Math.random() < 0.2) say('asked ' + request.url + ' with ' + request.headers['x-api-key'])
  response.end('hello')
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const SCRIPT = `import http from 'k6/http'
import { check } from 'k6'
import { Counter } from 'k6/metrics'
const told = new Counter('told')
const token = __ENV.TOKEN
export default function () {
  const headers = { 'x-api-key': token, authorization: 'Bearer ' + token }
  const page = http.get(__ENV.BASE_URL + '/?token=' + encodeURIComponent(token), { headers, tags: { op: 'ask with ' + token } })
  check(page, { ['saw ' + token]: () => true })
  told.add(1, { who: token })
  console.log('k6 asked with ' + token)
}
`

const SAY = `console.log('queue of ' + process.env.TOKEN)
`
const FAIL = `console.error('cannot reach ' + process.env.DATABASE_URL + ' as ' + process.env.APP_TOKEN)
process.exit(1)
`

/** `isSecret` false: firedrill is told that what is planted may be shown. */
function projectFiles({ isSecret = true, more = '' } = {}): Record<string, string> {
  const reference = (name: string) => (isSecret ? `env('${name}')` : `env('${name}', { secret: false })`)
  const fields = `
    redact: ${isSecret ? `['${WRITTEN}', /card-\\d{4}-\\d{4}/]` : '[]'},
    probes: { queue: { command: ['node', 'say.js'], env: { TOKEN: ${reference('APP_TOKEN')} }, every: '300ms' } },
    handlers: { leak: () => { throw new Error('it broke with ' + process.env.APP_TOKEN) } },`
  const target = `version: '/version', ${more}
    env: { APP_TOKEN: ${reference('APP_TOKEN')}, DATABASE_URL: ${reference('DATABASE_URL')} },`
  const withLoad = config({ fields, target }).replace(
    `loads: { app: 'load.js' }`,
    `loads: { app: { script: 'load.js', env: { TOKEN: ${reference('APP_TOKEN')} } } }`,
  )
  return {
    'server.js': SERVER,
    'load.js': SCRIPT,
    'say.js': SAY,
    'fail.js': FAIL,
    'firedrill.config.ts': withLoad,
    'drills/calm.ts': drill("phase('calm', [hold('1500ms')])"),
    'drills/broken.ts': drill(
      "phase('broken', [act('leak', { x: 1 }, { undo: { nothing: 'it is a test' } })])",
    )
      .replace('import {', 'import { act,')
      .replace("drill('calm'", "drill('broken'"),
    'drills/long.ts': drill("phase('long', [hold('60s')])").replace("drill('calm'", "drill('long'"),
  }
}

const scratch = makeScratch()
const given = { APP_TOKEN: TOKEN, DATABASE_URL: URL_OF_DB }

function made(name: string, options: Parameters<typeof projectFiles>[0] = {}): TestProject {
  const project = makeProject(scratch, name, projectFiles(options))
  return { ...project, env: { ...project.env, ...given } }
}

/** Each file below it with the secrets that are to be read from it. */
function leaksBelow(directory: string, secrets: readonly string[] = SECRETS): string[] {
  return filesBelow(directory).flatMap(([name, bytes]) => {
    // What is no text may hold some all the same.
    const found = new Set([
      ...leaksIn(bytes.toString('utf8'), secrets),
      ...leaksIn(bytes.toString('latin1'), secrets),
    ])
    return [...found].map((secret) => `${name}: ${secret}`)
  })
}

afterAll(() => scratch.remove())

describe('a run whose app, load and probe write secrets wherever they can', () => {
  let project: TestProject
  let ended: Ended

  beforeAll(async () => {
    project = made('all')
    ended = await firedrill(['run', 'calm', '--debug'], project)
  })

  it('passes, with everything kept', () => {
    const record = onlyRecord(project.reports)
    expect(ended.code, ended.stderr).toBe(0)
    expect(verdictOf(record)).toMatchObject({ verdict: 'pass', cleanup: 'clean' })
    const log = readFileSync(join(record, 'logs', 'web-1.log'), 'utf8')
    expect(log).toContain('token ‹redacted›')
    expect(log).toContain('connecting to ‹redacted›')
    expect(log).toContain('half of it ‹redacted› and the rest')
    expect(log).toContain('bye ‹redacted›')
    expect(readFileSync(join(record, 'logs', 'k6.log'), 'utf8')).toContain('k6 asked with ‹redacted›')
    // A line that was JSON is JSON.
    const json = log.split('\n').find((line) => line.includes('no connection'))
    expect(() => JSON.parse(json?.slice(json.indexOf('{')) ?? '')).not.toThrow()
  })

  it('leaves none of them in any file of its record, nor on the console', () => {
    expect(leaksBelow(project.reports)).toEqual([])
    expect(leaksIn(ended.stdout + ended.stderr, SECRETS)).toEqual([])
  })

  it('leaves nothing beside the record', async () => {
    expect(filesOf(scratch)).toEqual([])
  })

  it('says the same when it is judged again, and planned', async () => {
    for (const args of [
      ['judge', 'latest'],
      ['plan', 'calm'],
      ['plan', 'calm', '--json'],
      ['doctor', '--explain'],
    ]) {
      const { stdout, stderr } = await firedrill(args, project)
      expect(stdout.length).toBeGreaterThan(10)
      expect(leaksIn(stdout + stderr, SECRETS)).toEqual([])
    }
    expect(leaksBelow(project.reports)).toEqual([])
  })
})

describe('what fails', () => {
  it('a command that tells secrets as it dies tells them to nobody', async () => {
    const project = made('command', {
      more: `prepare: [{ run: 'node fail.js', env: { APP_TOKEN: env('APP_TOKEN'), DATABASE_URL: env('DATABASE_URL') } }],`,
    })
    const { code, stdout, stderr } = await firedrill(['run', 'calm', '--debug'], project)
    expect(code, stderr).toBe(70)
    expect(stderr).toContain('cannot reach ‹redacted› as ‹redacted›')
    expect(leaksIn(stdout + stderr, SECRETS)).toEqual([])
    expect(leaksBelow(project.reports)).toEqual([])
  })

  it('an error of the user’s own tells none', async () => {
    const project = made('handler')
    const { code, stdout, stderr } = await firedrill(['run', 'broken', '--debug'], project)
    expect(code, stderr).toBe(70)
    expect(stderr).toContain('it broke with ‹redacted›')
    expect(leaksIn(stdout + stderr, SECRETS)).toEqual([])
    expect(leaksBelow(project.reports)).toEqual([])
  })

  it('a configuration that is wrong tells none in saying so', async () => {
    const project = made('wrong', { more: `readyTimeout: env('APP_TOKEN'),` })
    const { code, stdout, stderr } = await firedrill(['run', 'calm'], project)
    expect({ code, says: stderr.includes('readyTimeout') }).toEqual({ code: 64, says: true })
    expect(leaksIn(stdout + stderr, SECRETS)).toEqual([])
  })

  it('a run that is killed leaves a record as clean, with what its app said last', async () => {
    const project = made('killed')
    const running = startCli(['run', 'long'], project)
    await untilEvent(project.reports, 'phase-started', running.ended)
    running.child.kill('SIGKILL')
    await running.ended
    expect(leaksBelow(project.reports)).toEqual([])
    expect(await untilNothing(() => filesOf(scratch), 20_000)).toEqual([])
    const record = onlyRecord(project.reports)
    expect(readFileSync(join(record, 'logs', 'web-1.log'), 'utf8')).toContain('bye ‹redacted›')
    await expect.poll(() => existsSync(join(record, 'seal.json')), { timeout: 20_000 }).toBe(true)
    expect(leaksBelow(project.reports)).toEqual([])
    expect(existsSync(join(record, 'watchdog.log'))).toBe(true)
  })
})

it('all of it would be seen if nothing were hidden', async () => {
  const project = made('shown', { isSecret: false })
  const { code, stderr } = await firedrill(['run', 'calm'], project)
  expect(code, stderr).toBe(0)
  const found = leaksBelow(onlyRecord(project.reports))
  const places = ['logs/web-1.log', 'logs/k6.log', 'journal.ndjson', 'metrics.arrow']
  for (const place of places) expect(found).toContain(`${place}: ${TOKEN}`)
  expect(found).toContain(`requests.arrow: ${PART}`)
  expect(found).toEqual(expect.arrayContaining([`logs/web-1.log: ${WRITTEN}`, `logs/web-1.log: ${CARD}`]))
  // What shows by its name or its shape is hidden all the same.
  expect(found.filter((each) => each.includes('of-header'))).toEqual([])
})
