import { expect, it } from 'vitest'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { plannedCommands } from '../../../src/target/compose/planned.ts'
import type { PlannedStep } from '../../../src/target/target.ts'
import { RELEASE, WRITTEN } from './settings.ts'

const DEPLOY: PlannedStep = { kind: 'deploy', from: '1', to: '2' }
const plan = (written: object, step: PlannedStep) =>
  plannedCommands(
    parseComposeOptions(written),
    '/app',
    (text) => text,
  )(step).map(({ command }) => command.argv.join(' '))

it('shows a deploy by the strategy of the configuration', () => {
  const up = 'docker compose up --detach --no-deps'
  const stop = (name: string) => `docker stop --time <grace of ${name}> firedrill-<run>-${name}-1`
  expect(plan({ ...WRITTEN, release: RELEASE, migrations: { status: 's', up: 'u' } }, DEPLOY)).toEqual([
    's',
    ...['web-1', 'web-2'].flatMap((name) => [stop(name), `${up} ${name}`]),
  ])
  const written = {
    ...WRITTEN,
    edge: { service: 'edge', port: 8080, route: 'weights {weights}' },
    release: { ...RELEASE, build: 'docker build {version}' },
    deploy: { strategy: 'canary' },
  }
  expect(plan(written, DEPLOY).slice(0, 7)).toEqual([
    'docker build 2',
    `${up} canary`,
    `${up} control`,
    'weights web-1=100 web-2=100 canary=<share> control=<share>',
    'weights web-1=100 web-2=100',
    stop('canary'),
    'docker rm --volumes firedrill-<run>-canary-1',
  ])
})

it('says that an image which is there is not built', () => {
  const options = parseComposeOptions({
    ...WRITTEN,
    release: { ...RELEASE, build: 'docker build {version}' },
  })
  const [first] = plannedCommands(options, '/app', (text) => text)({ kind: 'start-all' })
  expect(first?.what).toBe('build release 1, unless its image is there')
})
