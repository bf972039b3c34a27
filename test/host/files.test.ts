import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/host/files.ts'
import { filesConformance } from './conformance/files.ts'

describe('the files of this machine', () => {
  filesConformance(nodeFiles)

  it('makes temporary directories that other users may enter and not list', async () => {
    const files = nodeFiles()
    const dir = await files.temporaryDir('mode-')
    expect(statSync(dir).mode & 0o777).toBe(0o711)
    await files.makeDir(join(dir, 'a'), 0o700)
    expect(statSync(join(dir, 'a')).mode & 0o777).toBe(0o700)
    await files.remove(dir)
  })

  it('shows the whole content to whoever sees an exclusive file', async () => {
    const files = nodeFiles()
    const dir = await files.temporaryDir('whole-')
    const path = join(dir, 'claim')
    const content = 'x'.repeat(1_000_000)
    const lengths = new Set<number>()
    const creating = files.createExclusive(path, content).then(() => true)
    let done = false
    void creating.then(() => {
      done = true
    })
    while (!done) {
      const seen = await files.readIfThere(path)
      if (seen !== null) lengths.add(seen.length)
    }
    lengths.add(readFileSync(path, 'utf8').length)
    expect([...lengths]).toEqual([content.length])
    await files.remove(dir)
  })
})
