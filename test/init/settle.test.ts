import { describe, expect, it } from 'vitest'
import { type Choices, pathOf, settle } from '../../src/init/settle.ts'
import type { ComposeWay, ProcessesWay } from '../../src/init/way.ts'
import { refusalOf } from '../config/project.ts'
import { BALANCER_ON_DEFAULT } from './files.ts'

const found = { ready: { path: '/health', from: 'a.js' }, notes: [] }
const node: ProcessesWay = {
  ...found,
  target: 'processes',
  from: 'package.json',
  run: 'node a.js',
  portVariable: 'APP_PORT',
  env: { A: 'b' },
}
const containers: ComposeWay = {
  ...found,
  target: 'compose',
  from: 'compose.yml: web',
  files: ['compose.yml', 'compose.firedrill.yml'],
  instances: { service: 'web', count: 2 },
  port: 8000,
  edge: { service: 'firedrill-edge', port: 8080 },
  services: {},
  balancer: BALANCER_ON_DEFAULT,
}
const both = [node, containers]

it('takes the first way as it was found, behind firedrill’s own edge', () => {
  expect(settle(both, {})).toEqual({ way: node, edge: 'built-in' })
  expect(settle(both, { target: 'compose' })).toEqual({ way: containers, edge: null })
})

it('takes what was given instead', () => {
  const given = { ready: '/ready', port: 'PORT', edge: 'nginx -c x' }
  const settled = settle(both, given)
  expect(settled).toMatchObject({
    edge: 'nginx -c x',
    way: { portVariable: 'PORT', ready: { path: '/ready', from: 'given' } },
  })
  const compose = settle(both, { target: 'compose', port: '4000', edge: 'nginx:80' })
  expect(compose.way).toMatchObject({
    port: 4000,
    files: ['compose.yml'],
    balancer: null,
    edge: { service: 'nginx', port: 80 },
  })
})

it('needs nothing but a command', () => {
  expect(settle([], { run: './serve {port}' })).toMatchObject({
    edge: 'built-in',
    way: { run: './serve {port}', portVariable: 'PORT', ready: { path: '/' }, env: {} },
  })
  // What was found of the app holds for another command of it.
  expect(settle(both, { run: 'npm start' }).way).toMatchObject({
    portVariable: 'APP_PORT',
    ready: { path: '/health' },
    env: {},
  })
})

it('takes a path that begins with a slash, and says which option gave another', async () => {
  expect(pathOf('--path', '/shop?a=b')).toBe('/shop?a=b')
  for (const none of ['shop', '/my shop', ''])
    expect(await refusalOf(() => pathOf('--path', none))).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--path'),
    })
})

describe('refuses', () => {
  const cases: [string, Choices, string][] = [
    ['a command for containers', { run: 'x', target: 'compose' }, 'usage'],
    ['one port for two processes', { port: '3000' }, 'usage'],
    ['no port of a container', { target: 'compose', port: 'PORT' }, 'usage'],
    ['a port that there is not', { target: 'compose', port: '70000' }, 'usage'],
    ['a path that is none', { ready: 'ready' }, 'usage'],
    ['an edge without its port', { target: 'compose', edge: 'nginx' }, 'usage'],
  ]
  it.each(cases)('%s', async (_what, choices, code) => {
    expect((await refusalOf(() => settle(both, choices))).code).toBe(code)
  })

  it('to guess how an app is started', async () => {
    const refused = await refusalOf(() => settle([], {}))
    expect(refused).toMatchObject({ code: 'app-not-found', hint: expect.stringContaining('--run') })
    // A command would start a process, which is not what was asked for.
    expect(await refusalOf(() => settle([node], { target: 'compose' }))).toEqual({
      code: 'app-not-found',
      message: 'There is no Compose file with the app in it here, and no Dockerfile.',
      hint: 'Run it in the directory where one is, or leave --target compose out. In a Compose file, the app is a service that is built here, names its port (`expose: ["3000"]`), or stands behind a balancer with a published port.',
    })
  })

  it('a balancer of one’s own where the only file is the one that would have it', async () => {
    const alone = { ...containers, files: ['compose.firedrill.yml'] }
    expect((await refusalOf(() => settle([alone], { edge: 'nginx:80' }))).code).toBe('usage')
  })
})

it.each([
  [{ run: ' ' }, '--run is empty.'],
  [{ run: 'node a.js', edge: '' }, '--edge is empty.'],
])('takes no command that is none: %j', async (choices, message) => {
  expect(await refusalOf(() => settle(both, choices))).toMatchObject({ code: 'usage', message })
})
