import { expect, it } from 'vitest'
import { completable } from '../../src/cli/completable.ts'
import { configFile, project } from '../config/project.ts'
import { inProject, LOADS, smallProject } from './small-project.ts'

it('knows the drills, targets and environments of the project', async () => {
  const other = "processes({ instances: 1, run: 'node a.js' })"
  const fields = `${LOADS}, target: ${other}, targets: { small: ${other} }, environments: { staging: {} },`
  const directory = smallProject({ 'firedrill.config.ts': configFile(fields) })
  expect(await inProject(directory, completable)).toEqual({
    drills: [{ name: 'holds', purpose: 'Nothing happens, and nothing must break.' }],
    targets: ['small', 'processes'],
    environments: ['staging'],
  })
})

it('knows nothing, and complains of nothing, where there is no project or a broken one', async () => {
  const nothing = { drills: [], targets: [], environments: [] }
  const broken = smallProject({ 'firedrill.config.ts': 'throw new Error("no good")\n' })
  for (const directory of [project({ 'a.txt': '' }), broken])
    expect(await inProject(directory, completable)).toEqual(nothing)
})
