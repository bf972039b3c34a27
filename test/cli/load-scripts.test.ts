import { expect, it } from 'vitest'
import { missingScripts } from '../../src/cli/load-scripts.ts'
import { openProject } from '../../src/cli/project.ts'
import { configFile } from '../config/project.ts'
import { inProject, smallProject, TARGET } from './small-project.ts'

it('tells of the named loads alone whose script is not there, in the configuration’s own file', async () => {
  const loads = "loads: { shop: 'scenarios/shop.js', admin: 'admin.js', other: 'other.js' }"
  const directory = smallProject({ 'firedrill.config.ts': configFile(`${loads}, ${TARGET},`) })
  const asked = (names: string[]) =>
    inProject(directory, async () => missingScripts(await openProject(), names))
  expect(await asked(['shop', 'admin', 'nobody'])).toEqual([
    {
      code: 'load-script-invalid',
      reason: `The k6 script ${directory}/admin.js of the load "admin" is not there.`,
      hint: 'Correct its path under `loads` in firedrill.config.ts.',
    },
  ])
  expect(await asked(['shop'])).toEqual([])
})

it('tells of one that cannot be read, as a directory', async () => {
  const loads = "loads: { shop: 'scenarios' }"
  const directory = smallProject({ 'firedrill.config.ts': configFile(`${loads}, ${TARGET},`) })
  const found = await inProject(directory, async () => missingScripts(await openProject(), ['shop']))
  expect(found).toMatchObject([
    {
      code: 'load-script-invalid',
      reason: expect.stringMatching(/^The k6 script .*\/scenarios of the load "shop" cannot be read: EISDIR/),
    },
  ])
})
