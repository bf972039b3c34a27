import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'
import { dockerEnv, openEngine } from '../../../../src/target/compose/existing/engine.ts'
import { optionsWith } from './rig.ts'

const inspected = JSON.stringify([
  { Name: 'staging', Endpoints: { docker: { Host: 'tcp://10.0.0.9:2376' } } },
])

it('is the one that is named, whatever the environment says', async () => {
  const host = { ...fakeHost(), env: { DOCKER_HOST: 'tcp://elsewhere:2375' } }
  expect((await openEngine(optionsWith(), host)).endpoint.url).toBe('tcp://10.0.0.5:2375')
  expect((await openEngine(optionsWith({ host: undefined }), host)).endpoint.url).toBe('tcp://elsewhere:2375')
})

it('is that of a context', async () => {
  const docker = { stdout: inspected, exit: { afterMs: 10, code: 0 } }
  const options = optionsWith({ host: undefined, context: 'staging' })
  expect((await openEngine(options, fakeHost({ programs: { docker } }))).endpoint.url).toBe(
    'tcp://10.0.0.9:2376',
  )
})

it('is told to the commands of a person', () => {
  expect(dockerEnv(optionsWith())).toEqual({ DOCKER_HOST: 'tcp://10.0.0.5:2375' })
  expect(dockerEnv(optionsWith({ host: undefined, context: 'staging' }))).toEqual({
    DOCKER_CONTEXT: 'staging',
  })
  expect(dockerEnv(optionsWith({ host: undefined }))).toEqual({})
})
