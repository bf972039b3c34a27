import { expect, it } from 'vitest'
import { planOf } from '../../src/cli/init-plan.ts'
import { configFile, refusalOf } from '../config/project.ts'
import { inProject, LOADS, smallProject } from './small-project.ts'

it('is empty where the drill could be run, else every reason', async () => {
  expect(await inProject(smallProject(), () => planOf('holds'))).toEqual([])
  const missing = `${LOADS}, target: processes({ instances: 1, run: 'no-such-program-here' }),`
  const directory = smallProject({ 'firedrill.config.ts': configFile(missing) })
  expect(await inProject(directory, () => planOf('holds'))).toMatchObject([
    { reason: expect.stringContaining('"no-such-program-here"') },
  ])
})

it('says what is wrong with the files', async () => {
  const directory = smallProject({ 'firedrill.config.ts': 'export default 7\n' })
  expect((await inProject(directory, () => refusalOf(() => planOf('holds')))).code).toBe('config-invalid')
})
