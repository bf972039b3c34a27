import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessOptionsInput } from '../../../src/target/process/options.ts'

/** An app in two releases, with a supervisor, a database of a sort, migrations, and an edge that can be told. */
const SERVER = `
const http = require('node:http')
const net = require('node:net')
const { version } = require('./release.json')
const { GREETING, NAME, PORT, DB_PORT, HOST = '127.0.0.1' } = process.env
if (!GREETING) { console.error('GREETING is not set'); process.exit(78) }
const bootId = process.pid + '-' + process.hrtime.bigint()
const database = () => new Promise((resolve) => {
  const socket = net.connect(Number(DB_PORT), process.env.DB_HOST ?? '127.0.0.1')
  const end = (answers) => { clearTimeout(timer); socket.destroy(); resolve(answers) }
  const timer = setTimeout(() => end(false), 300)
  socket.on('data', () => end(true)).on('error', () => end(false))
})
const server = http.createServer(async (request, response) => {
  const say = (status, body) => { response.statusCode = status; response.end(JSON.stringify(body)) }
  response.setHeader('x-release', version)
  response.setHeader('x-instance', NAME)
  response.setHeader('x-boot-id', bootId)
  response.setHeader('connection', 'close')
  if (request.url === '/_crash') {
    console.error(JSON.stringify({ level: 'fatal', requestId: request.headers['x-request-id'] }))
    process.abort()
  }
  if (request.url === '/health') return say(200, {})
  if (request.url === '/version') return say(200, { version, pid: process.pid, bootId, instance: NAME, config: { GREETING } })
  if (request.url !== '/ready') return say(200, { hello: GREETING })
  const ready = await database()
  say(ready ? 200 : 503, { ready, failing: ready ? [] : [{ check: 'database' }] })
})
server.listen(Number(PORT), HOST, () => console.log('listening as', NAME))
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeAllConnections() })
`

/** Restarts what ends by itself within the same start; an end with code 78 is no crash. */
const SUPERVISOR = `
const { spawn } = require('node:child_process')
let child, asked = false
const start = () => {
  child = spawn(process.argv[2], process.argv.slice(3), { stdio: 'inherit' })
  child.on('exit', (code) => {
    if (asked || code !== null && code !== 1) process.exit(code ?? 0)
    setTimeout(start, 50)
  })
}
process.on('SIGTERM', () => { asked = true; child.kill('SIGTERM') })
start()
`

const DATABASE = `
const net = require('node:net')
const server = net.createServer((socket) => { socket.on('error', () => {}); socket.write('here') })
server.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
`

/** Status, up and down over a file; two at once take turns. */
const MIGRATE = `
const fs = require('node:fs')
const { migrations } = require('./release.json')
const [, , command, file] = process.argv
const read = () => fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : []
const pending = (applied) => migrations.filter(({ name }) => !applied.includes(name))
const lock = () => { try { fs.mkdirSync(file + '.lock'); return true } catch { return false } }
if (command === 'status') {
  const applied = read()
  console.log(JSON.stringify({ applied, pending: pending(applied) }))
} else {
  const timer = setInterval(() => {
    if (!lock()) return
    clearInterval(timer)
    const applied = read()
    const moved = command === 'up' ? pending(applied).map(({ name }) => name) : applied.slice(-1)
    const next = command === 'up' ? [...applied, ...moved] : applied.slice(0, -1)
    fs.writeFileSync(file, JSON.stringify(next))
    fs.rmdirSync(file + '.lock')
    console.log(JSON.stringify({ command, moved }))
  }, 20)
}
`

/** One after the other of those with a weight, on connections of their own. */
const EDGE = `
const http = require('node:http')
let upstreams = []
const set = (text) => {
  upstreams = text.split(',').map((each) => /^(.*?)=(.*?)(?:\\*([\\d.]+))?$/.exec(each))
    .map(([, name, url, weight = '1']) => ({ url, weight: Number(weight) })).filter(({ weight }) => weight > 0)
}
set(process.env.UPSTREAMS)
let turn = 0
http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://edge')
  if (pathname === '/_ready') return response.end('ready')
  if (pathname === '/_upstreams') { set(searchParams.get('to')); return response.end('done') }
  const attempt = (left) => {
    const chosen = left.shift()
    if (!chosen) { response.statusCode = 502; return response.end() }
    http.get(chosen.url + request.url, { agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    }).on('error', () => attempt(left))
  }
  turn++
  attempt([...upstreams.slice(turn % upstreams.length), ...upstreams.slice(0, turn % upstreams.length)])
}).listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1')
`

const ROUTE = `
const [, , edge, upstreams] = process.argv
const answer = await fetch(edge + '/_upstreams?to=' + encodeURIComponent(upstreams))
process.exitCode = answer.status === 200 ? 0 : 1
`

const FIRST = { name: '0001-make', destructive: false }
const SECOND = { name: '0002-add', destructive: false }

export async function writeReleases(root: string): Promise<void> {
  const files = { 'edge.cjs': EDGE, 'route.mjs': ROUTE, 'db.cjs': DATABASE, 'supervisor.cjs': SUPERVISOR }
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  for (const [version, migrations] of Object.entries({ '1.0.0': [FIRST], '1.1.0': [FIRST, SECOND] })) {
    const directory = join(root, 'releases', version)
    await mkdir(directory, { recursive: true })
    await writeFile(join(directory, 'server.cjs'), SERVER)
    await writeFile(join(directory, 'migrate.cjs'), MIGRATE)
    await writeFile(join(directory, 'release.json'), JSON.stringify({ version, migrations }))
  }
}

const migrate = (command: string) => `node {release}/migrate.cjs ${command} {state}/schema.json`

export const RELEASE_OPTIONS = {
  instances: 2,
  run: 'node supervisor.cjs node {release}/server.cjs',
  env: { GREETING: 'hello', NAME: '{name}', DB_PORT: '{services.db.port}' },
  version: '/version',
  health: '/health',
  readyTimeout: '4s',
  crash: '/_crash',
  required: ['GREETING'],
  release: { path: 'releases/{version}', current: '1.0.0', next: '1.1.0' },
  migrations: { status: migrate('status'), up: migrate('up'), down: migrate('down') },
  prepare: [{ run: migrate('up') }],
  services: { db: { run: 'node db.cjs' } },
  edge: {
    run: 'node edge.cjs',
    env: { UPSTREAMS: '{instances}' },
    ready: '/_ready',
    route: 'node route.mjs {edge.url} {upstreams}',
  },
} satisfies ProcessOptionsInput
