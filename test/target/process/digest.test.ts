import { describe, expect, it } from 'vitest'
import { createFakeFiles } from '../../../src/host/fake/files.ts'
import { nodeFiles } from '../../../src/host/files.ts'
import { artifactDigest } from '../../../src/target/process/digest.ts'

type Tree = Record<string, string | { link: string }>

const TREE: Tree = { 'server.js': 'serve()', 'lib/a.js': 'a', 'lib/b.js': 'b', latest: { link: 'server.js' } }

async function digestOf(tree: Tree, files = createFakeFiles(), root = '/app'): Promise<string> {
  await files.makeDir(`${root}/lib`)
  for (const [path, content] of Object.entries(tree)) {
    if (typeof content === 'string') await files.writeAtomic(`${root}/${path}`, content)
    else await files.link(content.link, `${root}/${path}`)
  }
  return artifactDigest(files, root)
}

describe('the digest of an artifact', () => {
  it('is the same for the same tree, wherever it lies and in whatever order it was made', async () => {
    const reversed = Object.fromEntries(Object.entries(TREE).toReversed())
    expect(await digestOf(TREE)).toMatch(/^[0-9a-f]{64}$/)
    expect(await digestOf(reversed, createFakeFiles(), '/elsewhere/2')).toBe(await digestOf(TREE))
  })

  it('is the same on the real file system', async () => {
    const files = nodeFiles()
    const root = await files.temporaryDir('digest-')
    expect(await digestOf(TREE, files, root)).toBe(await digestOf(TREE))
    await files.link(root, `${root}-link`)
    expect(await artifactDigest(files, `${root}-link`)).toBe(await digestOf(TREE))
    await files.remove(`${root}-link`)
    await files.remove(root)
  })

  it.each<[string, Tree]>([
    ['a content', { ...TREE, 'lib/a.js': 'A' }],
    ['a name', { 'server.js': 'serve()', 'lib/A.js': 'a', 'lib/b.js': 'b', latest: { link: 'server.js' } }],
    ['a further file', { ...TREE, 'lib/c.js': '' }],
    ['where a link leads', { ...TREE, latest: { link: 'lib/a.js' } }],
    ['a link that is a file', { ...TREE, latest: 'serve()' }],
    ['two files swapped', { ...TREE, 'lib/a.js': 'b', 'lib/b.js': 'a' }],
  ])('changes with %s', async (_what, changed) => {
    expect(await digestOf(changed)).not.toBe(await digestOf(TREE))
  })

  it('is the file itself where the artifact is one', async () => {
    const files = createFakeFiles()
    await files.writeAtomic('/tmp/app.jar', 'jar')
    expect(await artifactDigest(files, '/tmp/app.jar')).toBe(await files.digest('/tmp/app.jar'))
    await expect(artifactDigest(files, '/tmp/none')).rejects.toThrow('ENOENT')
  })
})
