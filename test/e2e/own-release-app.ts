/**
 * An app that is released by its team's own scripts: a link is moved, each instance is ended and started anew, and the
 * schema is a file beside it. All of that was there before a run, and outlives it.
 */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { makeProject, type TestProject } from './project.ts'
import type { Scratch } from './scratch.ts'

/**
 * Says which release it is by the directory that it lies in. Without its column it does not serve; a bad one says that it
 * is ready, and fails what users ask.
 */
export const SERVER = `const { createServer } = require('node:http')
const { basename, join } = require('node:path')
const { readFileSync, writeFileSync } = require('node:fs')
const version = basename(__dirname)
writeFileSync(process.env.PID_FILE, String(process.pid))
const isBad = version.endsWith('-bad')
const fits = () => version.startsWith('1') || readFileSync('schema', 'utf8').includes('two')
const server = createServer(({ url }, response) => {
  response.statusCode = !fits() ? 503 : isBad && url === '/' ? 500 : 200
  response.setHeader('x-release', version)
  response.setHeader('x-instance', process.env.NAME)
  response.setHeader('x-boot-id', 'boot-' + process.pid)
  response.end(JSON.stringify({ version, instance: process.env.NAME, pid: process.pid }))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => server.close(() => process.exit(0)))
`

/** Takes turns, and asks the next one where one does not answer. */
const EDGE = `const { createServer, request } = require('node:http')
const all = process.env.INSTANCES.split(',').map((each) => each.split('=')[1])
let turn = 0
const ask = (path, answer, left) => request(all[turn++ % all.length] + path, (from) => {
  answer.writeHead(from.statusCode, from.headers)
  from.pipe(answer)
}).on('error', () => (left > 0 ? ask(path, answer, left - 1) : answer.writeHead(502).end())).end()
createServer(({ url }, answer) => ask(url, answer, 3)).listen(process.env.PORT, '127.0.0.1')
`

/** It asks first: a rollout that finds nobody is not one. */
const DEPLOY = `#!/bin/sh
set -e
up() { node -e "fetch('$1/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"; }
found=
for each in $(echo "$2" | tr , ' '); do up "\${each#*=}" && found=yes; done
[ "$found" ] || { echo nobody is up >&2; exit 1; }
ln -sfn "$1" current
for each in $(echo "$2" | tr , ' '); do
  name=\${each%%=*}
  kill "$(cat "$name.pid")" 2>/dev/null || true
  while kill -0 "$(cat "$name.pid")" 2>/dev/null; do sleep 0.05; done
  NAME=$name PORT=\${each##*:} PID_FILE=$name.pid node current/server.cjs >>"$name.out" 2>&1 &
  until up "\${each#*=}"; do sleep 0.05; done
done
`

const MIGRATE = `#!/bin/sh
set -e
case "$1" in
  status) case "$2" in 1*) ;; *) grep -q two schema || echo two ;; esac ;;
  up) grep -q two schema || echo two >>schema ;;
  down) echo one >schema ;;
esac
`

const CONFIG = `import { defineConfig, processes } from 'firedrill'
const ship = ['./deploy', '{release}', '{instances}']
export default defineConfig({
  loads: { users: 'load.js' }, warmUp: '200ms',
  target: processes({
    instances: 2, run: 'node current/server.cjs', ready: '/', version: '/version',
    env: { NAME: '{name}', PID_FILE: '{root}/{name}.pid' },
    edge: { run: 'node edge.cjs', env: { INSTANCES: '{instances}' } },
    release: { path: 'releases/{version}', current: '1', next: '2' },
    deploy: { run: ship, rollback: ship },
    migrations: { status: './migrate status {version}', up: './migrate up', down: './migrate down' },
  }),
})
`

const DRILL = `import { current, deploy, drill, errors, hold, load, migrate, next, param, phase, previous, rollback, serving, until } from 'firedrill'
const about = { purpose: 'The scripts of the team ship a release, and bring back the one before.', params: { rest: param.duration('500ms'), bake: param.duration('500ms') } }
export default drill('release', about, ({ rest, bake }) => ({
  load: load('users', { rate: '20/s' }),
  steps: [
    phase('migrated', [migrate(next()), hold(rest)]),
    phase('deploy', [deploy(next()), until(serving(next(), { all: true }), { within: '20s' }), hold(bake)]),
    phase('rollback', [rollback(), until(serving(previous(), { all: true }), { within: '20s' })]),
  ],
  expect: [errors().below('90%')],
}))
`

export function ownReleaseProject(scratch: Scratch): TestProject {
  return teamProject(scratch, 'own-release', {
    'firedrill.config.ts': CONFIG,
    'drills/release.ts': DRILL,
  })
}

/** The app and the scripts of its team, with what else is given; release 1 is what serves. */
export function teamProject(
  scratch: Scratch,
  name: string,
  files: Readonly<Record<string, string>>,
): TestProject {
  const project = makeProject(scratch, name, {
    'releases/1/server.cjs': SERVER,
    'releases/2/server.cjs': SERVER,
    'edge.cjs': EDGE,
    deploy: DEPLOY,
    migrate: MIGRATE,
    schema: 'one\n',
    'load.js': "import http from 'k6/http'\nexport default () => http.get(__ENV.BASE_URL)\n",
    ...files,
  })
  symlinkSync('releases/1', join(project.cwd, 'current'))
  return project
}
