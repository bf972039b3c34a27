import { expect, it } from 'vitest'
import { baseEnvironment, engineEnvironment, environmentOn } from '../../../src/target/app/environment.ts'

it('hands on what programs need, and no secret', () => {
  const env = { PATH: '/bin', HOME: '/h', LC_ALL: 'C', AWS_SECRET_ACCESS_KEY: 's', CI: '1', AWS_PROFILE: 'p' }
  expect(baseEnvironment(env, ['AWS_PROFILE'])).toEqual({
    PATH: '/bin',
    HOME: '/h',
    LC_ALL: 'C',
    AWS_PROFILE: 'p',
  })
})

it('names the engine by what is set, else by the context that it was found by', () => {
  const tls = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs', DOCKER_CONFIG: '' }
  expect(engineEnvironment({ ...tls, DOCKER_HOST: 'tcp://a:2376', CI: '1' }, null)).toEqual({
    DOCKER_HOST: 'tcp://a:2376',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: '/certs',
  })
  expect(engineEnvironment({ DOCKER_CONFIG: 'conf' }, 'a')).toMatchObject({
    DOCKER_CONFIG: `${process.cwd()}/conf`,
  })
  expect(engineEnvironment({ DOCKER_CONTEXT: 'a' }, 'a')).toEqual({ DOCKER_CONTEXT: 'a' })
  expect(engineEnvironment({ DOCKER_HOST: '' }, 'desktop')).toEqual({ DOCKER_CONTEXT: 'desktop' })
  expect(engineEnvironment({}, null)).toEqual({})
})

it('lets nothing that is inherited name another engine', () => {
  const env = { PATH: '/bin', DOCKER_HOST: 'tcp://elsewhere:2375', DATABASE_URL: 'db://there' }
  expect(environmentOn({ DOCKER_CONTEXT: 'a' }, env, ['DOCKER_HOST', 'DATABASE_URL'])).toEqual({
    PATH: '/bin',
    DATABASE_URL: 'db://there',
    DOCKER_CONTEXT: 'a',
  })
})
