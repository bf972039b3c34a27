import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectOf } from '../../src/vitest/project.ts'
import { inProject, smallProject } from '../cli/small-project.ts'
import { project as files } from '../config/project.ts'

const rootOf = (cwd: string, testFile: string) =>
  inProject(cwd, async () => (await projectOf(testFile, null)).loaded.root)

describe('the project of a test', () => {
  it('is the one that its file lies in, wherever vitest was started', async () => {
    const [theirs, other] = [smallProject(), smallProject()]
    const testFile = join(theirs, 'test/deep/resilience.test.ts')
    expect(await rootOf(other, testFile)).toBe(theirs)
    expect(await rootOf(dirname(theirs), testFile)).toBe(theirs)
    const found = await inProject(other, () => projectOf(testFile, null))
    expect(found.find('holds').file).toBe('drills/holds.ts')
  })

  it('is that of the working directory, where its file lies in none', async () => {
    const own = smallProject()
    expect(await rootOf(own, join(files({ 'package.json': '{}' }), 'a.test.ts'))).toBe(own)
  })

  it('is refused as on the command line, where there is none at all, or no such environment', async () => {
    const none = files({ 'package.json': '{}' })
    await expect(rootOf(none, join(none, 'a.test.ts'))).rejects.toMatchObject({ code: 'config-not-found' })
    const own = smallProject()
    const moon = inProject(own, () => projectOf(join(own, 'a.test.ts'), 'moon'))
    await expect(moon).rejects.toMatchObject({ code: 'target-unknown' })
  })
})
