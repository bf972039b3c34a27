import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessOptionsInput } from '../../../src/target/process/options.ts'

/** A server that says which release it is, by the directory that it lies in; `/crash` throws it down. */
const SERVER = `
const http = require('node:http')
const { basename } = require('node:path')
const { writeFileSync } = require('node:fs')
const version = basename(__dirname)
const name = process.env.NAME
if (process.argv.includes('--check')) { if (!name) { console.error('NAME is missing'); process.exit(78) } process.exit(0) }
if (process.env.PID_FILE) writeFileSync(process.env.PID_FILE, String(process.pid))
const server = http.createServer((request, response) => {
  if (request.url === '/crash') { console.log('crashing', request.headers['x-request-id']); process.exit(9) }
  response.setHeader('x-release', version)
  response.setHeader('x-instance', name)
  response.setHeader('x-boot-id', 'boot-' + process.pid)
  response.end(JSON.stringify({ version, instance: name, pid: process.pid, port: process.env.PORT }))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => server.close(() => process.exit(0)))
`

/** A balancer that is told by a PUT: each with a weight above 0 in turn. */
const EDGE = `
const http = require('node:http')
let upstreams = process.env.BACKENDS.split(',').map((each) => each.split('=')[1])
let turn = 0
http.createServer((request, response) => {
  if (request.method === 'PUT') {
    let body = ''
    request.on('data', (piece) => { body += piece })
    request.on('end', () => {
      upstreams = body.split(',').filter((each) => !each.endsWith('*0')).map((each) => each.split(/[=*]/)[1])
      response.end()
    })
    return
  }
  http.get(upstreams[turn++ % upstreams.length] + request.url, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  }).on('error', () => { response.statusCode = 502; response.end() })
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const ROUTE = `
const [url, upstreams] = process.argv.slice(2)
fetch(url, { method: 'PUT', body: upstreams }).then(({ ok }) => process.exit(ok ? 0 : 1))
`

/** Starts it again whenever it ends by itself. */
const SUPERVISOR = `
const { spawn } = require('node:child_process')
let child
let stopping = false
const start = () => {
  child = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' })
  child.on('exit', (code) => (stopping ? process.exit(code ?? 0) : setTimeout(start, 50)))
}
process.on('SIGTERM', () => { stopping = true; child.kill('SIGTERM') })
start()
`

/** What a team may have: it moves a link of its own, ends what runs and starts it anew. */
const DEPLOY_SCRIPT = `#!/bin/sh
set -e
ln -sfn "$1" current
for each in $(echo "$2" | tr , ' '); do
  name=\${each%%=*}
  kill "$(cat "$name.pid")" 2>/dev/null || true
  while kill -0 "$(cat "$name.pid")" 2>/dev/null; do sleep 0.05; done
  NAME=$name PORT=\${each##*:} PID_FILE=$name.pid node current/server.cjs >>"$name.out" 2>&1 &
done
`

export async function writeReleases(root: string, versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    await mkdir(join(root, 'releases', version), { recursive: true })
    await writeFile(join(root, 'releases', version, 'server.cjs'), SERVER)
  }
  await writeFile(join(root, 'edge.cjs'), EDGE)
  await writeFile(join(root, 'route.cjs'), ROUTE)
  await writeFile(join(root, 'supervisor.cjs'), SUPERVISOR)
  await writeFile(join(root, 'deploy.sh'), DEPLOY_SCRIPT)
}

export const RELEASES: ProcessOptionsInput = {
  instances: 2,
  run: 'node {release}/server.cjs',
  env: { NAME: '{name}' },
  version: '/version',
  edge: {
    run: 'node edge.cjs',
    route: 'node route.cjs {edge.url} {upstreams}',
    env: { BACKENDS: '{instances}' },
    ready: '/',
  },
  release: {
    path: 'releases/{version}',
    current: '1',
    next: '2',
    check: 'node {release}/server.cjs --check',
  },
  readyTimeout: '5s',
  stopTimeout: '5s',
}
