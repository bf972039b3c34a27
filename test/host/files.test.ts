import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isDraftOf } from '../../src/host/draft.ts'
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

  it('makes directories that many at once ask for, and refuses where a file is in the way', async () => {
    const files = nodeFiles()
    const dir = await files.temporaryDir('deep-')
    for (let round = 0; round < 50; round++) {
      const path = join(dir, String(round), 'a', 'b', 'c')
      await Promise.all(Array.from({ length: 5 }, () => files.makeDir(path)))
    }
    expect(statSync(join(dir, '49', 'a', 'b', 'c')).isDirectory()).toBe(true)
    await files.writeAtomic(join(dir, 'file'), '')
    for (const path of ['file', 'file/below', 'file/below/deep'])
      await expect(files.makeDir(join(dir, path))).rejects.toThrow(/EEXIST|ENOTDIR/)
    await files.remove(dir)
  })

  it.runIf(existsSync('/proc/self'))(
    'comes to an end where the system has no place for a directory',
    async () => {
      await expect(nodeFiles().makeDir('/proc/firedrill/reports')).rejects.toThrow('ENOENT')
    },
  )

  it('shows the whole content to whoever sees an exclusive file', async () => {
    const files = nodeFiles()
    const dir = await files.temporaryDir('whole-')
    const path = join(dir, 'claim')
    const script = `
      const { statSync } = require('node:fs')
      console.log('ready')
      for (let seen; seen === undefined; ) {
        seen = statSync(${JSON.stringify(path)}, { throwIfNoEntry: false })?.size
        if (seen !== undefined) console.log(seen)
      }`
    const watcher = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(watcher.stdout, 'data')
    const seen = once(watcher.stdout, 'data')
    const content = 'x'.repeat(20_000_000)
    expect(await files.createExclusive(path, content)).toBe(true)
    expect(Number((await seen)[0])).toBe(content.length)
    await files.remove(dir)
  })

  it('makes an exclusive file under a name that tells whose it is', async () => {
    const files = nodeFiles()
    const dir = await files.temporaryDir('draft-')
    const path = join(dir, 'claim')
    const made = files.createExclusive(path, 'x'.repeat(20_000_000), 'r1')
    const seen: string[] = []
    let isMade = false
    void made.finally(() => {
      isMade = true
    })
    while (!isMade) seen.push(...(await files.list(dir)))
    expect(seen[0]).toMatch(/^\.claim\.r1\.[0-9a-f]{8}$/)
    expect(isDraftOf(String(seen[0]), 'r1')).toBe(true)
    expect(isDraftOf(String(seen[0]), 'r')).toBe(false)
    expect(await made).toBe(true)
    expect(await files.list(dir)).toEqual(['claim'])
    await files.remove(dir)
  })
})
