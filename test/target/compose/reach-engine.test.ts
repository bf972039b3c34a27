import { expect, it } from 'vitest'
import { reachEngine } from '../../../src/target/compose/reach-engine.ts'
import { machineRunning, machineWith } from './settings.ts'

it('says which engine answers, and where', async () => {
  const reached = await reachEngine(await machineWith({}))
  expect(reached).toMatchObject({
    endpoint: { url: 'unix:///var/run/docker.sock', source: 'DOCKER_HOST' },
    about: { version: expect.stringMatching(/./) },
  })
})

it('says why none does', async () => {
  const host = await machineWith({})
  expect(await reachEngine({ ...host, env: { DOCKER_HOST: 'tcp://127.0.0.1:1' } })).toMatchObject({
    refusal: {
      code: 'engine-unreachable',
      reason: expect.stringContaining('tcp://127.0.0.1:1'),
      hint: expect.stringMatching(/./),
    },
  })
})

it('says which context the docker command does not know', async () => {
  const host = await machineRunning(() => ({ code: 1, stderr: 'context "moon": not found' }))
  expect(await reachEngine({ ...host, env: { DOCKER_CONTEXT: 'moon' } })).toMatchObject({
    refusal: { code: 'config-invalid', reason: expect.stringContaining('"moon"') },
  })
})
