import { expect, it } from 'vitest'
import { baseEnvironment } from '../../../src/target/app/environment.ts'

it('hands on what programs need, and no secret', () => {
  const env = { PATH: '/bin', HOME: '/h', LC_ALL: 'C', AWS_SECRET_ACCESS_KEY: 's', CI: '1', AWS_PROFILE: 'p' }
  expect(baseEnvironment(env, ['AWS_PROFILE'])).toEqual({
    PATH: '/bin',
    HOME: '/h',
    LC_ALL: 'C',
    AWS_PROFILE: 'p',
  })
})
