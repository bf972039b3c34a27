import { expect, test } from 'vitest'
import { withWholePaths } from '../../../src/host/engine/docker-paths.ts'

test('where the docker command looks is named from the root, and nothing else is touched', () => {
  const env = {
    DOCKER_CERT_PATH: '../certs',
    DOCKER_CONFIG: 'conf',
    DOCKER_HOST: 'tcp://a:2376',
    PATH: 'bin',
  }
  expect(withWholePaths(env, '/app/shop')).toEqual({
    ...env,
    DOCKER_CERT_PATH: '/app/certs',
    DOCKER_CONFIG: '/app/shop/conf',
  })
  const whole = { DOCKER_CERT_PATH: '/certs', DOCKER_CONFIG: '' }
  expect(withWholePaths(whole, '/app')).toEqual(whole)
})
