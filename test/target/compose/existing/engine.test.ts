import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'
import { dockerEnv, openEngine, reachEngine } from '../../../../src/target/compose/existing/engine.ts'
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

it('is the one that commands of the run speak to, whatever the shell names', async () => {
  const docker = { stdout: inspected, exit: { afterMs: 10, code: 0 } }
  const there = (env: Record<string, string>) => fakeHost({ programs: { docker }, env })
  const shell = { DOCKER_HOST: 'tcp://elsewhere:2375', DOCKER_CONTEXT: 'other', DOCKER_CONFIG: '/c' }
  const envOf = async (more: object, env: Record<string, string>) =>
    (await reachEngine(optionsWith(more), there(env))).env
  expect(await envOf({ host: undefined, context: 'staging' }, shell)).toEqual({
    DOCKER_CONFIG: '/c',
    DOCKER_CONTEXT: 'staging',
  })
  expect(await envOf({}, shell)).toEqual({ DOCKER_CONFIG: '/c', DOCKER_HOST: 'tcp://10.0.0.5:2375' })
  expect(await envOf({ host: undefined }, shell)).toEqual(shell)
  // The current context may be another by the time of the rollback.
  expect(await envOf({ host: undefined }, { DOCKER_CONFIG: '/c' })).toEqual({
    DOCKER_CONFIG: '/c',
    DOCKER_CONTEXT: 'staging',
  })
})
