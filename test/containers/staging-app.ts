/**
 * A small team's staging: a Compose project that is up before a drill and outlives it. One instance publishes its port,
 * the other does not; what deploys it is the team's own script, which keeps its Compose file elsewhere.
 */

const SERVER = `const { createServer } = require('node:http')
const { VERSION, NAME, DRAIN_MS } = process.env
const server = createServer(({ url }, answer) => {
  answer.setHeader('x-release', VERSION)
  answer.setHeader('x-instance', NAME)
  answer.setHeader('x-boot-id', NAME + '-' + startedAt)
  answer.end('hello')
})
const startedAt = Date.now()
server.listen(3000, '0.0.0.0')
process.on('SIGTERM', () => setTimeout(() => { server.close(() => process.exit(0)); server.closeIdleConnections() }, Number(DRAIN_MS)))
`

/** Takes turns, and asks the next one where one does not answer at once. */
const EDGE = `const { createServer, request } = require('node:http')
const { resolve4 } = require('node:dns').promises
const all = ['web-1', 'web-2']
let turn = 0
/** The name of one that is down is not known any more, and asking for it takes long. */
const known = {}
const learn = (name) => resolve4(name).then(([address]) => { known[name] = address }, () => undefined)
setInterval(() => all.forEach(learn), 500)
all.forEach(learn)
const ask = (path, answer, left) => {
  const next = () => left > 0 ? ask(path, answer, left - 1) : answer.writeHead(502).end()
  const upstream = request({ host: known[all[turn++ % all.length]], port: 3000, path, agent: false, timeout: 150 }, (from) => {
    answer.writeHead(from.statusCode, from.headers)
    from.pipe(answer)
  })
  upstream.on('timeout', () => upstream.destroy(new Error('late')))
  upstream.on('error', next).end()
}
createServer(({ url }, answer) => ask(url, answer, 3)).listen(3000, '0.0.0.0')
process.on('SIGTERM', () => process.exit(0))
`

const DOCKERFILE = `ARG NODE_IMAGE
FROM $NODE_IMAGE
ARG VERSION
ENV VERSION=$VERSION
COPY server.js edge.js /app/
HEALTHCHECK --interval=1s --timeout=5s --retries=3 CMD ["bash", "-c", ": </dev/tcp/127.0.0.1/3000"]
CMD ["node", "/app/server.js"]
`

/** As the team has it on its own machines: the drills' project has no part of it. */
const COMPOSE = `services:
  web-1:
    image: staging-app:\${TAG}
    environment: { NAME: web-1, DRAIN_MS: "\${DRAIN_MS:-0}" }
    stop_grace_period: 7s
    restart: unless-stopped
    ports: ["3000"]
  web-2:
    image: staging-app:\${TAG}
    environment: { NAME: web-2, DRAIN_MS: "0" }
    stop_grace_period: 7s
    restart: unless-stopped
  edge:
    image: staging-app:1
    command: [node, /app/edge.js]
    ports: ["3000"]
`

/** One instance after the other. Which engine it works on is told by the environment, as everywhere. */
const SHIP = `#!/bin/sh
set -e
for each in web-1 web-2; do
  TAG=$1 docker compose --file "$(dirname "$0")/staging.yml" --project-name "$COMPOSE_PROJECT_NAME" up --detach --no-deps --wait "$each"
done
`

/** The schema is a file beside the edge, on whichever engine the environment names. */
const MIGRATE = `#!/bin/sh
set -e
there() { docker exec "$COMPOSE_PROJECT_NAME-edge-1" sh -c "$1"; }
case $1 in
  status) there 'test -e /tmp/two || echo two' ;;
  up) there 'touch /tmp/two' ;;
  down) there 'rm /tmp/two' ;;
esac
`

/** What the team's own repository of operations holds. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  'app/server.js': SERVER,
  'app/edge.js': EDGE,
  'app/Dockerfile': DOCKERFILE,
  'staging.yml': COMPOSE,
  ship: SHIP,
  migrate: MIGRATE,
}

/**
 * `ops`: where that lies. A variable of this checkout's `.env` would name another release: nothing may read it. `lease`:
 * as it stands in the configuration.
 */
export function drillsFor(
  host: string,
  project: string,
  ops: string,
  lease: { socket?: string; length?: string },
): Record<string, string> {
  const there = host.startsWith('tcp:') ? new URL(host).hostname : '127.0.0.1'
  return {
    '.env': 'TAG=nonsense\n',
    'compose.yml': 'services: { web-1: { image: "nothing-like-it:0" } }\n',
    'load.js': `import http from 'k6/http'
export default function () {
  http.get(__ENV.BASE_URL)
}
`,
    'firedrill.config.ts': `import { compose, defineConfig } from 'firedrill'
const target = compose({
  manage: 'existing',
  project: '${project}',
  host: '${host}',
  instances: ['web-1', 'web-2'],
  edge: { service: 'edge', port: 3000 },
  ready: '/',
  readyTimeout: '20s',
  lease: ${JSON.stringify(lease)},
  release: { image: 'staging-app:{version}', current: '1', next: '2' },
  deploy: { run: '${ops}/ship {version}', rollback: '${ops}/ship {version}' },
})
export default defineConfig({
  loads: { app: 'load.js' },
  warmUp: '1s',
  // Nothing else is asked: neither by the load nor by the prober.
  allowedHosts: ['${there}'],
  environments: { staging: { target }, production: { target } },
})
`,
    // It is never started again: that is left to the end of the run.
    'drills/lost.ts': drill('lost', "phase('lost', [kill(instance('web-1')), hold('3s')])", 'instance, kill'),
    'drills/hung.ts': drill(
      'hung',
      "phase('hung', [during(pause(instance('web-2')), [hold('3s')])])",
      'during, instance, pause',
    ),
    'drills/asleep.ts': drill(
      'asleep',
      "phase('asleep', [pause(instance('web-1')), hold('60s')])",
      'instance, pause',
    ),
    'drills/held.ts': drill('held', "phase('held', [deploy(next()), hold('60s')])", 'deploy, next'),
    'drills/moved.ts': drill('moved', "phase('moved', [migrate(next()), hold('1s')])", 'migrate, next'),
    'drills/stopped.ts': drill(
      'stopped',
      "phase('stopped', [stop(instance('web-1')), hold('60s')])",
      'instance, stop',
    ),
    'drills/shipped.ts': drill('shipped', "phase('shipped', [deploy(next())])", 'deploy, next'),
  }
}

function drill(name: string, step: string, imports: string): string {
  return `import { drill, errors, hold, load, phase, ${imports} } from 'firedrill'
export default drill('${name}', { purpose: 'What staging withstands.' }, () => ({
  load: load('app', { rate: '20/s' }),
  steps: [phase('calm', [hold('2s')]), ${step}, phase('after', [hold('2s')])],
  expect: [errors().below('50%')],
}))
`
}
