import { expect, it } from 'vitest'
import { createReleases } from '../../../src/target/compose/release.ts'
import { trialOf } from '../../../src/target/compose/trial.ts'
import { leavesOut, trialCommand, trialPlace } from '../../../src/target/compose/trial-run.ts'
import type { Release } from '../../../src/target/target.ts'
import { open, rigWith } from './rig.ts'
import { RELEASE, surroundings } from './settings.ts'

const TWO: Release = { version: '2', digest: null, where: 'shop:2' }
const written = {
  release: RELEASE,
  version: '/version',
  required: ['KEY'],
  env: { KEY: 'of compose', OTHER: 'x' },
}

it('is a one-off container of the first instance, with a port of its own and what is to be set', () => {
  const around = surroundings(written)
  const place = trialPlace(around, 1, 4000, false)
  const change = { set: { LOG_LEVEL: 'debug' }, without: [], withinMs: 1000 }
  expect(trialCommand(around, place, '2', change)).toMatchObject({
    what: 'start trial-1 of 2',
    argv: [
      ...['docker', 'compose', 'run', '--detach', '--no-deps', '-T', '--name', 'shop-trial-1'],
      ...['--publish', '127.0.0.1:4000:3000', '--env', 'LOG_LEVEL=debug', 'web-1'],
    ],
    env: { TAG: '2', KEY: 'of compose' },
  })
})

it('leaves a variable out of every place that could give it', () => {
  const around = surroundings(written)
  const place = trialPlace(around, 2, 4000, true)
  const command = trialCommand(around, place, '2', { set: {}, without: ['KEY'], withinMs: 1000 })
  expect(command.what).toBe('start trial-2 of 2 without KEY')
  expect(command.env).toMatchObject({
    OTHER: 'x',
    COMPOSE_FILE: '/app/compose.yml:/tmp/state/compose.firedrill.json:/tmp/state/compose.trial-2.json',
  })
  expect(command.env).not.toHaveProperty('KEY')
  expect(JSON.parse(leavesOut(around, ['KEY']))).toEqual({
    services: { 'web-1': { environment: { KEY: null } } },
  })
})

async function trying(program: object, answers: boolean) {
  const rig = await rigWith({ written })
  const { runtime, engine, host, around } = rig
  const change = runtime.context.change
  let said = {}
  // What `docker compose run` would do.
  runtime.context.change = async (intent, act) => {
    const result = await change(intent, act)
    if (!intent.what.startsWith('start trial')) return result
    const port = Number(/127\.0\.0\.1:(\d+):/.exec(intent.command?.argv.join(' ') ?? '')?.[1])
    said = intent.command?.env ?? {}
    if (answers)
      host.net.listen(port, () => ({ status: 200, body: JSON.stringify({ version: '2' }), headers: {} }))
    await runtime.engine.start(
      engine.create({
        name: 'shop-trial-1',
        image: 'shop:1',
        program,
        labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.oneoff': 'True' },
      }),
    )
    return result
  }
  const trial = trialOf(around, runtime, createReleases(around, runtime))
  return { ...rig, trial, said: () => said }
}

it('tells what one says that gets ready, and leaves nothing of it', async () => {
  const { trial, runtime, intents } = await trying({}, true)
  const seen = await trial.boot(TWO, { set: {}, without: [], withinMs: 1000 }, open)
  expect(seen).toMatchObject({ outcome: 'ready', exitCode: null, said: { version: '2' } })
  expect(await runtime.engine.container('shop-trial-1')).toBeNull()
  expect(intents.map(({ what }) => what)).toEqual(['start trial-1 of 2', 'remove shop-trial-1'])
  expect(trial.required).toEqual(['KEY'])
})

it('tells how one ends that does not boot, in its own last words', async () => {
  const program = { exit: { afterMs: 20, code: 78 }, lastWords: 'KEY is missing' }
  const { trial, host, said } = await trying(program, false)
  await host.files.makeDir('/tmp/state')
  const seen = await trial.boot(TWO, { set: {}, without: ['KEY'], withinMs: 1000 }, open)
  expect(seen).toMatchObject({ outcome: 'ended', exitCode: 78, signal: null, lastLines: ['KEY is missing'] })
  expect(seen.tookMs).toBeLessThan(1000)
  expect(said()).not.toHaveProperty('KEY')
  expect(JSON.parse(await host.files.read('/tmp/state/compose.trial-1.json'))).toMatchObject({
    services: { 'web-1': { environment: { KEY: null } } },
  })
})

it('leaves its log as it was written, for whoever looks for secrets there, and tells none', async () => {
  const program = { exit: { afterMs: 20, code: 1 }, lastWords: 'no database at postgres://hunter2@db' }
  const { trial, runtime, around, host } = await trying(program, false)
  runtime.redact = (text) => text.replaceAll('hunter2', '‹redacted›')
  const seen = await trial.boot(TWO, { set: {}, without: [], withinMs: 1000 }, open)
  expect(seen.lastLines).toEqual(['no database at postgres://‹redacted›@db'])
  expect(await host.files.read(`${around.logs}/trial-1.log`)).toBe(`${program.lastWords}\n`)
})

it('tells of one that does neither, and ends it', async () => {
  const { trial, runtime } = await trying({}, false)
  const seen = await trial.boot(TWO, { set: {}, without: [], withinMs: 100 }, open)
  expect(seen).toMatchObject({ outcome: 'neither', exitCode: null })
  expect(await runtime.engine.container('shop-trial-1')).toBeNull()
})
