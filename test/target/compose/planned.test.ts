import { expect, it } from 'vitest'
import { explainOptions } from '../../../src/target/compose/explain.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { plannedCommands } from '../../../src/target/compose/planned.ts'
import type { PlannedStep } from '../../../src/target/target.ts'
import { RELEASE, WRITTEN } from './settings.ts'

const options = parseComposeOptions({
  ...WRITTEN,
  crash: '/_crash',
  release: RELEASE,
  prepare: [{ run: 'docker compose run --rm migrate' }],
  migrations: { status: 's', up: 'docker compose run migrate up {version}' },
})
const plan = (step: PlannedStep) =>
  plannedCommands(options, '/app', (text) => text)(step).map(({ command }) => command.argv.join(' '))

it('shows what a start runs, in order', () => {
  const up = 'docker compose up --detach --no-deps --wait --wait-timeout 60'
  expect(plan({ kind: 'start-all' })).toEqual([
    `${up} db`,
    'docker compose run --rm migrate',
    'docker compose up --detach --no-deps web-1 web-2',
    'docker compose up --detach --no-deps edge',
  ])
})

it('shows what is known only later in angle brackets, and the tag by its variable', () => {
  const all = plannedCommands(options, '/app', (text) => text)({ kind: 'deploy', from: '1', to: '2' })
  expect(all.find(({ what }) => what.startsWith('bring up'))?.command.env).toMatchObject({
    TAG: '2',
    COMPOSE_PROJECT_NAME: 'firedrill-<run>',
    COMPOSE_FILE: '/app/compose.yml:<state>/compose.firedrill.json',
  })
})

it.each<[PlannedStep, string[]]>([
  [{ kind: 'kill', name: 'web-1' }, ['docker kill firedrill-<run>-web-1-1']],
  [
    { kind: 'disconnect', name: 'web-1' },
    ['docker network disconnect <network of web-1> firedrill-<run>-web-1-1'],
  ],
  [
    { kind: 'reconnect', name: 'web-1' },
    ['docker network connect --alias web-1 <network of web-1> firedrill-<run>-web-1-1'],
  ],
  [
    { kind: 'squeeze', name: 'web-1', to: { cpus: 0.1, memoryBytes: 0 } },
    ['docker update --cpus 0.1 firedrill-<run>-web-1-1'],
  ],
  [
    { kind: 'release', name: 'web-1', of: { cpus: true, memory: true } },
    ['docker update --cpus <cpus of web-1> --memory <memory of web-1> firedrill-<run>-web-1-1'],
  ],
  [
    { kind: 'fill', name: 'web-1', path: '/tmp' },
    [
      'docker exec firedrill-<run>-web-1-1 dd if=/dev/zero of=/tmp/.firedrill-fill bs=4096 count=<free blocks of /tmp>',
    ],
  ],
  [
    { kind: 'empty', name: 'web-1', path: '/tmp' },
    ['docker exec firedrill-<run>-web-1-1 rm -f /tmp/.firedrill-fill /tmp/.firedrill-try'],
  ],
  [
    { kind: 'disturb', service: 'db', how: { kind: 'cut' } },
    ['curl -X POST http://127.0.0.1:<port of firedrill-link-db:api>/proxies/db -d {"enabled":false}'],
  ],
  [{ kind: 'clear', service: 'db' }, ['curl -X POST http://127.0.0.1:<port of firedrill-link-db:api>/reset']],
  [{ kind: 'lose', service: 'db', as: 'hang' }, ['docker pause firedrill-<run>-db-1']],
  [{ kind: 'give-back', service: 'db', as: 'stopped' }, ['docker start firedrill-<run>-db-1']],
  [{ kind: 'crash', name: 'web-1', by: 'request' }, ['curl -X POST http://127.0.0.1:<port of web-1>/_crash']],
  [{ kind: 'crash', name: 'web-1', by: 'abort' }, ['kill -KILL <pid of web-1>']],
  [{ kind: 'migrate', release: '2', direction: 'up' }, ['s', 'docker compose run migrate up 2']],
  [{ kind: 'migrate', release: '2', direction: 'down' }, []],
])('shows %j', (step, expected) => {
  expect(plan(step)).toEqual(expected)
})

it('explains what was not written', () => {
  const explained = explainOptions(options, { ...WRITTEN, ready: '/ready' })
  expect(explained).toContainEqual({ name: 'target.port', value: '3000', source: 'default' })
  expect(explained.some(({ name }) => name === 'target.ready')).toBe(false)
})
