import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cachedK6, findK6, lookForK6 } from '../../../src/load/k6/find.ts'
import { MAKE_K6, Sandbox } from './sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box[Symbol.dispose]())

const quiet = { onProgress: () => undefined }

describe('the order of places', () => {
  test('K6_PATH, the PATH, the cache, a build', async () => {
    const named = box.k6(join(box.directory, 'named'), '2.1.0')
    const onPath = box.k6(join(box.bin, 'k6'), '2.0.0')
    const cached = box.k6(cachedK6(box.host()), '2.2.0')
    expect(await findK6(box.host({ K6_PATH: named }), quiet)).toEqual({
      path: named,
      version: '2.1.0',
      from: 'K6_PATH',
    })
    expect(await findK6(box.host(), quiet)).toEqual({ path: onPath, version: '2.0.0', from: 'PATH' })
    box.k6(onPath, '1.4.0')
    expect(await findK6(box.host(), quiet)).toEqual({ path: cached, version: '2.2.0', from: 'cache' })
    box.program(cached, 'exit 1')
    expect(await lookForK6(box.host())).toBeNull()
    box.go(MAKE_K6)
    expect(await findK6(box.host(), quiet)).toEqual({ path: cached, version: '2.2.0', from: 'built' })
    expect(await findK6(box.host(), quiet)).toMatchObject({ from: 'cache' })
  })

  test('a later directory of the PATH is looked at when an earlier has an old one', async () => {
    box.k6(join(box.bin, 'k6'), '1.0.0')
    const second = box.k6(join(box.directory, 'second', 'k6'), '2.3.1')
    const host = box.host({ PATH: `${box.bin}:${join(box.directory, 'second')}` })
    expect(await lookForK6(host)).toMatchObject({ path: second, version: '2.3.1' })
  })
})

test('the cache is shared by all clones of a user', () => {
  expect(cachedK6(box.host())).toBe(
    join(box.cache, 'firedrill', 'k6', `2.2.0-${process.platform}-${process.arch}`, 'k6'),
  )
  expect(cachedK6(box.host({ XDG_CACHE_HOME: 'relative' }))).not.toContain('relative')
})

test.each([
  ['an old version', 'echo "k6 v1.9.0"', 'is k6 1.9.0'],
  ['something else', 'echo hello', 'does not run as k6'],
  ['one that fails', 'exit 3', 'does not run as k6'],
])('K6_PATH naming %s is said, and nothing else is taken', async (_, script, why) => {
  box.k6(join(box.bin, 'k6'), '2.2.0')
  const K6_PATH = box.program(join(box.directory, 'odd'), script)
  await expect(findK6(box.host({ K6_PATH }), quiet)).rejects.toMatchObject({
    code: 'k6-unusable',
    message: expect.stringContaining(why),
  })
})

test('K6_PATH naming nothing is said', async () => {
  await expect(findK6(box.host({ K6_PATH: '/nowhere/k6' }), quiet)).rejects.toMatchObject({
    code: 'k6-unusable',
  })
})

test('without k6 and Go it says how to get them', async () => {
  await expect(findK6(box.host(), quiet)).rejects.toMatchObject({ code: 'k6-missing', exitCode: 69 })
  box.go(MAKE_K6)
  await expect(findK6(box.host(), { ...quiet, build: false })).rejects.toMatchObject({ code: 'k6-missing' })
})
