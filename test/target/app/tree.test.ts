import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { listTree } from '../../../src/target/app/tree.ts'

it('lists what is no directory, at every depth; a file is no tree', async () => {
  const { files } = fakeHost()
  for (const path of ['/app/a/b/c.js', '/app/d.js']) {
    await files.makeDir(path.slice(0, path.lastIndexOf('/')))
    await files.writeAtomic(path, '')
  }
  const listed = await listTree(files, '/app', '')
  expect(listed?.map(({ relative }) => relative).toSorted()).toEqual(['a/b/c.js', 'd.js'])
  expect(await listTree(files, '/app/d.js', '')).toBeNull()
  expect(await listTree(files, '/none', '')).toBeNull()
})
