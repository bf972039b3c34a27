import { expect, it } from 'vitest'
import { projectRefusals } from '../../../src/target/compose/check.ts'
import { addInstance, furtherOf, removeInstance } from '../../../src/target/compose/further.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { choosePorts, publishOf } from '../../../src/target/compose/ports.ts'
import { rigWith } from './rig.ts'
import { projectOf, RELEASE, WRITTEN } from './settings.ts'

const CANARY = { release: RELEASE, deploy: { strategy: 'canary' } }
const options = parseComposeOptions({ ...WRITTEN, ...CANARY })

async function withCanary() {
  const rig = await rigWith({ written: CANARY, services: { canary: {}, control: {} } })
  const id = rig.engine.create({
    name: 'shop-canary-1',
    image: 'shop:1',
    program: {},
    labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'canary',
      'com.docker.compose.oneoff': 'False',
    },
  })
  return { ...rig, bring: () => rig.runtime.engine.start(id) }
}

it('are services of the Compose files, each with a port of its own', async () => {
  expect(furtherOf(options)).toEqual(['canary', 'control'])
  let next = 4000
  const ports = await choosePorts(options, { freePort: async () => ++next })
  expect(Object.keys(ports)).toEqual(['web-1', 'web-2', 'canary', 'control', 'db', 'edge'])
  expect(publishOf(options, ports)).toContainEqual({
    service: 'control',
    target: 3000,
    published: ports.control,
  })
})

it('are asked for before anything is started', () => {
  expect(projectRefusals(options, projectOf({ canary: {} }))).toMatchObject([
    {
      code: 'plan-refused',
      reason: expect.stringContaining('no service "control", which the strategy canary'),
    },
  ])
  expect(projectRefusals(options, projectOf({ canary: {}, control: {} }))).toEqual([])
})

it('are among all of them while they are there, and gone afterwards', async () => {
  const { around, runtime, bring, intents } = await withCanary()
  await addInstance('canary', around, runtime, bring)
  expect(runtime.fleet.all).toEqual(['web-1', 'web-2', 'canary'])
  expect(runtime.fleet.serving).toEqual(['web-1', 'web-2'])
  await removeInstance('canary', around, runtime)
  expect(runtime.fleet.all).toEqual(['web-1', 'web-2'])
  expect(await runtime.containers.of('canary')).toBeNull()
  expect(intents.map(({ command }) => command?.argv.join(' '))).toEqual([
    'docker stop --time 10 shop-canary-1',
    'docker rm --volumes shop-canary-1',
  ])
  expect([...runtime.fleet.asked]).toEqual([])
})

it('are no more when they do not come up', async () => {
  const { around, runtime } = await withCanary()
  const bring = async () => {
    throw new Error('it did not')
  }
  await expect(addInstance('canary', around, runtime, bring)).rejects.toThrow('it did not')
  expect(runtime.fleet.all).toEqual(['web-1', 'web-2'])
  expect(await runtime.containers.of('canary')).toBeNull()
})
