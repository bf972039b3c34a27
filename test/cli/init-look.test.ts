import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lookAt } from '../../src/cli/init-look.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project, refusalOf } from '../config/project.ts'

const { files } = nodeHost()

it('reads what is there, and nothing else', async () => {
  const root = project({ 'a.txt': 'a', 'dir/b.txt': '' })
  const look = lookAt(files, root)
  expect(await look.read('a.txt')).toBe('a')
  for (const none of ['b.txt', 'dir', 'a.txt/b', 'no/b.txt']) expect(await look.read(none), none).toBeNull()
  expect([await look.exists('dir'), await look.exists('no')]).toEqual([true, false])
})

it('does not take what cannot be read for something that is not there', async () => {
  const denied = async () => Promise.reject(Object.assign(new Error('EACCES: denied'), { code: 'EACCES' }))
  const look = lookAt({ ...files, readIfThere: denied }, project({ 'package.json': '{}' }))
  expect(await refusalOf(() => look.read('package.json'))).toMatchObject({
    code: 'already-there',
    message: 'Nothing was written: package.json is there and cannot be read (EACCES).',
  })
})

it('looks up to the root of the file system', () => {
  expect(lookAt(files, '/a/b').above).toEqual(['..', '../..'])
  expect(lookAt(files, '/').above).toEqual([])
})

it('says what stands in the way of a file', async () => {
  const root = project({ file: '', 'dir/there.txt': '' })
  symlinkSync('dir', join(root, 'linked-dir'))
  symlinkSync('file', join(root, 'linked-file'))
  symlinkSync('nowhere', join(root, 'dangling'))
  mkdirSync(join(root, 'taken'))
  const { obstacle } = lookAt(files, root)
  for (const free of ['new.txt', 'file', 'dir/there.txt', 'no/such/dir.txt', 'linked-dir/new.txt'])
    expect(await obstacle(free), free).toBeNull()
  expect(await obstacle('file/a.txt')).toBe('file is no directory')
  expect(await obstacle('dangling/a.txt')).toBe('dangling is no directory')
  expect(await obstacle('linked-file')).toBe('linked-file is a symbolic link')
  expect(await obstacle('dangling')).toBe('dangling is a symbolic link')
  expect(await obstacle('taken')).toBe('taken is a directory')
})
