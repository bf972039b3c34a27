/**
 * The app of own-release-app.ts as a team has it standing: on ports of its own, brought up by a script, outliving every
 * shell. What a drill rehearses on it is what works there.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { SERVER, teamProject } from './own-release-app.ts'
import type { TestProject } from './project.ts'
import { root, type Scratch } from './scratch.ts'

export interface Standing extends TestProject {
  edge: string
  /** As the team's scripts take it. */
  instances: string
}

const UP = `#!/bin/sh
set -e
ln -sfn releases/1 current
for each in $(echo "$1" | tr , ' '); do
  name=\${each%%=*}
  NAME=$name PORT=\${each##*:} PID_FILE=$name.pid node current/server.cjs >>"$name.out" 2>&1 &
done
INSTANCES=$1 PORT=$2 node edge.cjs >>edge.out 2>&1 &
echo $! >edge.pid
`

function config([one, two, edge]: readonly number[]): string {
  return `import { defineConfig, processes } from 'firedrill'
const ship = ['./deploy', '{release}', '{instances}']
export default defineConfig({
  loads: { users: 'load.js' }, warmUp: '1s',
  runbook: { tell: ['#releases: what is shipped, and when it is over', 'the one on call: at once, of a rollback'] },
  target: processes({
    ports: [${one}, ${two}], run: 'node current/server.cjs', ready: '/ready', version: '/version',
    env: { NAME: '{name}', PID_FILE: '{root}/{name}.pid' },
    edge: { run: 'node edge.cjs', port: ${edge}, env: { INSTANCES: '{instances}', PORT: '{port}' } },
    release: { path: 'releases/{version}', current: '1', next: '2' },
    deploy: { run: ship, rollback: ship },
    migrations: { status: './migrate status {version}', up: './migrate up', down: './migrate down' },
  }),
})
`
}

const REHEARSAL = `import { deploy, drill, errors, hold, load, migrate, next, phase, previous, rollback, serving, trigger, until } from 'firedrill'
export default drill('rehearsal', { purpose: 'The scripts of the team ship a release, and bring back the one before.' }, () => ({
  load: load('users', { rate: '50/s' }),
  steps: [
    phase('baseline', [hold('2s')]),
    phase('migrated', [migrate(next()), hold('1s')]),
    phase('deploy', [
      deploy(next(), { stopOn: [trigger(errors().above('20%'), { over: '2s' })], bake: '1s' }),
      until(serving(next(), { all: true }), { within: '20s' }),
    ]),
    phase('rollback', [rollback(), until(serving(previous(), { all: true }), { within: '20s' })]),
    phase('settled', [hold('6s')]),
  ],
  expect: [errors().below('20%')],
}))
`

const BY_HAND = `import { errors, release, trigger } from 'firedrill'
import { rollbackByHand } from 'firedrill/drills'
export default rollbackByHand({
  load: 'users', rate: '200/s', baseline: '6s', settled: '6s', release: release('1-bad'),
  triggers: [trigger(errors().above('20%'), { over: '1s' })],
})
`

export async function standingProject(scratch: Scratch): Promise<Standing> {
  const ports = await freePorts(3)
  const [one, two, edge] = ports
  const project = teamProject(scratch, 'standing', {
    'releases/1-bad/server.cjs': SERVER,
    up: UP,
    'firedrill.config.ts': config(ports),
    'drills/rehearsal.ts': REHEARSAL,
    'drills/rollback-by-hand.ts': BY_HAND,
  })
  const instances = `web-1=http://127.0.0.1:${one},web-2=http://127.0.0.1:${two}`
  return { ...project, instances, edge: `http://127.0.0.1:${edge}` }
}

/** Free at this moment: each is held until all are chosen. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve())
      })
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it listens on no port')
    return address.port
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

export interface Typed {
  text: string
  code: number | null
  stdout: string
  stderr: string
}

/** What somebody types who has just opened a shell in the project: nothing of the tests' own environment is there. */
export function inFreshShell(text: string, { cwd }: Pick<Standing, 'cwd'>): Typed {
  const path = `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`
  const env = { PATH: path, HOME: cwd }
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', text], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { text, code: status, stdout, stderr }
}

export function bringUp(standing: Standing): Typed {
  return inFreshShell(`./up '${standing.instances}' ${new URL(standing.edge).port}`, standing)
}

/** Ends just what it started, by the pids that it wrote down; release 1 is what is started the next time. */
export function bringDown({ cwd }: Standing): void {
  inFreshShell('ln -sfn releases/1 current', { cwd })
  for (const name of ['web-1', 'web-2', 'edge']) {
    try {
      process.kill(Number(readFileSync(join(cwd, `${name}.pid`), 'utf8')), 'SIGKILL')
    } catch (error) {
      // It was never started, or is gone.
      if (!(error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))))
        throw error
    }
  }
}

/** What users are answered with, and by which release; a status of 0: nobody answers. */
export async function asked({
  edge,
}: Pick<Standing, 'edge'>): Promise<{ status: number; release: string | null }> {
  try {
    const response = await fetch(`${edge}/`, { headers: { connection: 'close' } })
    await response.arrayBuffer()
    return { status: response.status, release: response.headers.get('x-release') }
  } catch {
    return { status: 0, release: null }
  }
}
