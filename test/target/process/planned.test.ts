import { describe, expect, it } from 'vitest'
import { breakageIn, plainVersion } from '../../../src/target/app/broken-version.ts'
import { createRedact } from '../../../src/target/app/redact.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'
import { plannedCommands } from '../../../src/target/process/planned.ts'
import { plannedSwitches } from '../../../src/target/process/planned-deploy.ts'
import { createPlanning } from '../../../src/target/process/planning.ts'
import type { PlannedCommand, PlannedStep } from '../../../src/target/target.ts'
import { SECRET } from './settings.ts'

const redact = createRedact([SECRET])
const WRITTEN = {
  run: 'node {release}/server.js --port {port}',
  env: { TOKEN: SECRET, DATABASE_URL: '{services.db.url}' },
  edge: { run: 'node edge.js {instances}', port: 8080, route: 'route {upstreams}' },
  services: { db: { run: 'postgres -p {port}', url: 'pg://127.0.0.1:{port}' } },
  prepare: [{ run: 'seed {services.db.url}' }],
  release: {
    build: 'make {version}',
    path: 'releases/{version}',
    current: '1',
    next: '2',
    check: 'node {release}/server.js --check',
  },
  migrations: { status: 'migrate status', up: 'migrate up {version}' },
}

function options(written: object = {}) {
  return parseProcessOptions({ ...WRITTEN, ...written })
}
const planned = (step: PlannedStep, written: object = {}) =>
  plannedCommands(options(written), '/app', redact)(step)
const whats = (commands: PlannedCommand[]) => commands.map(({ what }) => what)
const typed = (commands: PlannedCommand[]) => commands.map(({ command }) => command.argv.join(' '))

const DEPLOY: PlannedStep = { kind: 'deploy', from: '1', to: '2' }
const BACK: PlannedStep = { kind: 'rollback', from: '2', to: '1' }
const GATE = ['make 2', 'node /app/releases/2/server.js --check', 'migrate status']

describe('the commands of a plan', () => {
  it('start everything in the order in which it will be started', () => {
    const all = planned({ kind: 'start-all' })
    expect(whats(all)).toEqual([
      'build release 1',
      'start db',
      'prepare: seed pg://127.0.0.1:<port of db>',
      'point web-1 at release 1',
      'point web-2 at release 1',
      'start web-1',
      'start web-2',
      'start edge',
    ])
    expect(typed(all).slice(1)).toEqual([
      'postgres -p <port of db>',
      'seed pg://127.0.0.1:<port of db>',
      'ln -sfn /app/releases/1 <state>/instances/web-1/release',
      'ln -sfn /app/releases/1 <state>/instances/web-2/release',
      'node <state>/instances/web-1/release/server.js --port <port of web-1>',
      'node <state>/instances/web-2/release/server.js --port <port of web-2>',
      'node edge.js web-1=http://127.0.0.1:<port of web-1>,web-2=http://127.0.0.1:<port of web-2>',
    ])
    expect(all.find(({ what }) => what === 'start web-1')?.command.env).toEqual({
      HOST: '127.0.0.1',
      PORT: '<port of web-1>',
      TOKEN: '‹redacted›',
      DATABASE_URL: 'pg://127.0.0.1:<port of db>',
    })
    expect(JSON.stringify(all)).not.toContain(SECRET)
  })

  it('switch one instance after the other', () => {
    const commands = typed(planned(DEPLOY))
    expect(commands.slice(0, 7)).toEqual([
      ...GATE,
      'route web-1=http://127.0.0.1:<port of web-1>*0,web-2=http://127.0.0.1:<port of web-2>*1',
      'kill -TERM <pid of web-1>',
      'ln -sfn /app/releases/2 <state>/instances/web-1/release',
      'node <state>/instances/web-1/release/server.js --port <port of web-1>',
    ])
    expect(commands).toHaveLength(GATE.length + 10)
    expect(typed(planned(BACK))).toHaveLength(10)
  })

  it("are the user's own before anything else", () => {
    const deploy = {
      run: './bin/deploy {version}',
      rollback: './bin/deploy {version} after {previous.version}',
    }
    expect(typed(planned(DEPLOY, { version: '/version', deploy }))).toEqual([...GATE, './bin/deploy 2'])
    expect(typed(planned(BACK, { version: '/version', deploy }))).toEqual(['./bin/deploy 1 after 2'])
  })

  it('start a second set, and switch the edge', () => {
    const deploy = { strategy: 'blue-green' }
    expect(whats(planned(DEPLOY, { deploy })).slice(3)).toEqual([
      'point web-1-green at release 2',
      'start web-1-green',
      'point web-2-green at release 2',
      'start web-2-green',
      'route to web-1*4, web-2*4, web-1-green*1, web-2-green*1',
      'route to web-1*1, web-2*1, web-1-green*1, web-2-green*1',
      'route to web-1-green*1, web-2-green*1, web-1*0, web-2*0',
    ])
    const back = 'route to web-1*1, web-2*1, web-1-green*0, web-2-green*0'
    expect(whats(planned(BACK, { deploy }))).toEqual([back])
  })

  it('start canary and control, and go on one after the other', () => {
    const deploy = { strategy: 'canary' }
    const all = planned(DEPLOY, { deploy })
    expect(whats(all).slice(3, 10)).toEqual([
      'point canary at release 2',
      'start canary',
      'point control at release 1',
      'start control',
      'route to web-1*1, web-2*1, canary*<share>, control*<share>',
      'route to web-1*1, web-2*1',
      'stop canary',
    ])
    expect(typed(all).at(7)).toContain('canary=http://127.0.0.1:<port of canary>*<share>')
    expect(whats(planned(BACK, { deploy }))).not.toContain('start canary')
  })

  it('wrap a known-bad release, which lies where the good one does', () => {
    const to = '1+slow'
    const commands = planned({ ...DEPLOY, to })
    const start = commands.find(({ what }) => what === 'start web-1')
    expect(start?.command.argv.slice(2).join(' ')).toMatch(
      /^--how slow --listen <port of web-1> --behind <port behind web-1> --says 1\+slow .* -- node .*--port <port behind web-1>$/,
    )
    expect(typed(commands)).toContain('ln -sfn /app/releases/1 <state>/instances/web-1/release')
    expect(typed(commands)).not.toContain('make 1')
    expect([plainVersion('1+slow-2'), plainVersion('1+build7')]).toEqual(['1', '1+build7'])
    expect([breakageIn('1+never-ready'), breakageIn('1-slow')]).toEqual(['never-ready', null])
  })

  it('hit, end and start one instance or service', () => {
    const one = (step: PlannedStep) => typed(planned(step))
    const name = 'web-2'
    expect(one({ kind: 'stop', name })).toEqual(['kill -TERM <pid of web-2>'])
    expect(one({ kind: 'kill', name })).toEqual(['kill -KILL <pid of web-2>'])
    expect(one({ kind: 'pause', name })).toEqual(['kill -STOP <pid of web-2>'])
    expect(one({ kind: 'crash', name, by: 'abort' })).toEqual(['kill -ABRT <pid of web-2>'])
    expect(typed(planned({ kind: 'crash', name, by: 'request' }, { crash: '/_crash' }))).toEqual([
      'curl -X POST -H x-request-id: <run>-crash http://127.0.0.1:<port of web-2>/_crash',
    ])
    // Without a path there is no such crash; an abort is another one.
    expect(one({ kind: 'crash', name, by: 'request' })).toEqual([])
    expect(one({ kind: 'start', name })).toEqual([
      'node <state>/instances/web-2/release/server.js --port <port of web-2>',
    ])
    const service = 'db'
    expect(one({ kind: 'lose', service, as: 'stopped' })).toEqual(['kill -TERM <pid of db>'])
    expect(one({ kind: 'give-back', service, as: 'stopped' })).toEqual(['postgres -p <port of db>'])
    expect(one({ kind: 'lose', service, as: 'hang' })).toEqual(['kill -STOP <pid of db>'])
    expect(one({ kind: 'give-back', service, as: 'hang' })).toEqual(['kill -CONT <pid of db>'])
    expect(one({ kind: 'lose', service: 'mail', as: 'hang' })).toEqual([])
  })

  it('move the schema, and boot a release with another environment', () => {
    expect(typed(planned({ kind: 'migrate', release: '2', direction: 'up' }))).toEqual([
      'migrate status',
      'migrate up 2',
    ])
    expect(planned({ kind: 'migrate', release: '2', direction: 'down' })).toEqual([])
    const boot: PlannedStep = { kind: 'boot', release: '2', set: { MODE: 'odd' }, without: ['DATABASE_URL'] }
    const [command] = planned(boot)
    expect(command?.command).toMatchObject({
      argv: ['node', '/app/releases/2/server.js', '--port', '<port of trial-1>'],
      env: { MODE: 'odd', TOKEN: '‹redacted›' },
    })
    expect(command?.command.env).not.toHaveProperty('DATABASE_URL')
  })

  it('leave the ports that the user fixed', () => {
    const [, , , , , web1, , edge] = planned({ kind: 'start-all' }, { ports: [3001, 3002] })
    expect(web1?.command.env.PORT).toBe('3001')
    expect(edge?.command.argv.join(' ')).toContain('web-1=http://127.0.0.1:3001')
    expect(edge?.command.env.PORT).toBeUndefined()
  })

  it('are none for an app that has no releases', () => {
    const plain = parseProcessOptions({ run: 'serve', instances: 1 })
    const planning = createPlanning(plain, '/app', redact)
    expect(plannedSwitches(planning, { kind: 'deploy', from: '1', to: '2' })).toEqual([])
    expect(typed(plannedCommands(plain, '/app', redact)({ kind: 'start-all' }))).toEqual(['serve'])
  })
})
