import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Files } from '../../../src/host/host.ts'

/** What every file system does, the real and the one in memory. */
export function filesConformance(make: () => Files): void {
  const files = make()
  let dir = ''
  beforeEach(async () => {
    dir = await files.temporaryDir('files-')
  })
  afterEach(async () => await files.remove(dir))

  it('names temporary directories so that they may be removed', async () => {
    expect(dir).toMatch(/\/firedrill-files-[^/]+$/)
    expect(await files.exists(dir)).toBe(true)
  })

  it('writes over a file and leaves nothing beside it', async () => {
    await files.writeAtomic(join(dir, 'a'), 'one')
    await files.writeAtomic(join(dir, 'a'), 'two')
    expect(await files.read(join(dir, 'a'))).toBe('two')
    expect(await files.list(dir)).toEqual(['a'])
  })

  it('fails with ENOENT where there is no file or directory', async () => {
    await expect(files.read(join(dir, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(files.writeAtomic(join(dir, 'none', 'a'), '')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(files.list(join(dir, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await files.readIfThere(join(dir, 'none'))).toBeNull()
    expect(await files.exists(join(dir, 'none'))).toBe(false)
  })

  it('lets exactly one of many create a file', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `owner ${index}`)
    const won = await Promise.all(names.map((name) => files.createExclusive(join(dir, 'lock'), name)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await files.read(join(dir, 'lock'))).toBe(names[won.indexOf(true)])
    expect(await files.list(dir)).toEqual(['lock'])
  })

  it('appends text and bytes', async () => {
    const file = await files.openAppend(join(dir, 'log'))
    await file.append('a')
    await file.append(new Uint8Array([98]))
    await file.sync()
    await file.close()
    const again = await files.openAppend(join(dir, 'log'))
    await again.append('c')
    await again.close()
    expect(await files.read(join(dir, 'log'))).toBe('abc')
    expect([...(await files.readBytes(join(dir, 'log')))]).toEqual([97, 98, 99])
  })

  it('reads what was opened, all of it each time, also once it was removed or another has its name', async () => {
    const path = join(dir, 'log')
    const file = await files.openAppend(path)
    await file.append('añ')
    const held = await files.openRead(path)
    expect(await held.read()).toBe('añ')
    await file.append('b')
    await files.writeAtomic(path, 'another')
    await files.remove(path)
    expect([await held.read(), await held.read()]).toEqual(['añb', 'añb'])
    await held.close()
    await file.close()
    await expect(files.openRead(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('reads a growing file on from a byte', async () => {
    const path = join(dir, 'log')
    expect([...(await files.readFrom(path, 0))]).toEqual([])
    expect(await files.size(path)).toBe(0)
    const file = await files.openAppend(path)
    await file.append('añ')
    expect([...(await files.readFrom(path, 0))]).toEqual([97, 0xc3, 0xb1])
    await file.append('b')
    await file.close()
    expect([...(await files.readFrom(path, 2))]).toEqual([0xb1, 98])
    expect([...(await files.readFrom(path, 0, 1))]).toEqual([97])
    expect([...(await files.readFrom(path, 4))]).toEqual([])
    expect([...(await files.readFrom(path, 99))]).toEqual([])
    expect(await files.size(path)).toBe(4)
  })

  it('removes trees, and what is not there, without an error', async () => {
    await files.makeDir(join(dir, 'a', 'b'))
    await files.writeAtomic(join(dir, 'a', 'b', 'c'), 'x')
    await files.remove(join(dir, 'a'))
    await files.remove(join(dir, 'a'))
    expect(await files.list(dir)).toEqual([])
  })

  it('switches a link over and reads through it', async () => {
    for (const release of ['r1', 'r2']) {
      await files.makeDir(join(dir, release))
      await files.writeAtomic(join(dir, release, 'version'), release)
    }
    await files.link('r1', join(dir, 'current'))
    expect(await files.read(join(dir, 'current', 'version'))).toBe('r1')
    await files.link(join(dir, 'r2'), join(dir, 'current'))
    expect(await files.read(join(dir, 'current', 'version'))).toBe('r2')
    expect(await files.readLink(join(dir, 'current'))).toBe(join(dir, 'r2'))
    expect(await files.readLink(join(dir, 'r1'))).toBeNull()
    expect(await files.readLink(join(dir, 'none'))).toBeNull()
    expect(await files.realPath(join(dir, 'current', 'version'))).toBe(
      await files.realPath(join(dir, 'r2', 'version')),
    )
    expect(await files.realPath(join(dir, 'none'))).toBeNull()
  })

  it('removes a link and not what it points to', async () => {
    await files.makeDir(join(dir, 'kept'))
    await files.link('kept', join(dir, 'link'))
    await files.remove(join(dir, 'link'))
    expect(await files.list(dir)).toEqual(['kept'])
  })

  it('tells how much is free where something is', async () => {
    expect(await files.freeBytes(dir)).toBeGreaterThan(1_000_000)
    expect(await files.freeBytes(join(dir, 'nowhere'))).toBeNull()
  })

  it('digests the first bytes of a file', async () => {
    await files.writeAtomic(join(dir, 'a'), 'abc')
    await files.writeAtomic(join(dir, 'longer'), 'abcd')
    await files.writeAtomic(join(dir, 'none'), '')
    expect(await files.digest(join(dir, 'longer'), 3)).toBe(await files.digest(join(dir, 'a')))
    expect(await files.digest(join(dir, 'longer'), 4)).not.toBe(await files.digest(join(dir, 'a')))
    expect(await files.digest(join(dir, 'longer'), 0)).toBe(await files.digest(join(dir, 'none')))
  })

  it('digests by SHA-256', async () => {
    await files.writeAtomic(join(dir, 'a'), 'abc')
    expect(await files.digest(join(dir, 'a'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
}
