import { join } from 'node:path'
import { expect, it } from 'vitest'
import { reportsDirOf } from '../../src/cli/attempt.ts'
import { openProject } from '../../src/cli/project.ts'
import { inProject, smallProject } from './small-project.ts'

it('puts run records where it is told, else where the configuration says', async () => {
  const directory = smallProject()
  const [configured, given] = await inProject(directory, async () => {
    const project = await openProject()
    return [reportsDirOf(project, {}), reportsDirOf(project, { out: 'elsewhere' })]
  })
  expect(configured).toBe(join(directory, 'reports'))
  expect(given).toBe(join(directory, 'elsewhere'))
})
