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

/** As version managers make them: the version is set in a directory of the project, and nowhere else. */
const SHIM = `[ "$PWD" != / ] || { echo "No version is set for command k6" >&2; echo "Consider adding one" >&2; exit 126; }
echo "k6 v2.1.0 (go1.26, test)"`

test('a version manager’s k6 is asked where the load is run, for it may have no version elsewhere', async () => {
  const path = box.program(join(box.bin, 'k6'), SHIM)
  expect(await lookForK6(box.host())).toEqual({ path, version: '2.1.0', from: 'PATH' })
})

describe('a k6 on the PATH that is passed over is told, with its own words', () => {
  const NO_VERSION = 'echo "No version is set for command k6" >&2; echo "Consider adding one" >&2; exit 126'
  const said = (path: string) =>
    `${path} is passed over: it does not run as k6 (exit code 126: No version is set for command k6)`

  test('where another is found', async () => {
    const shim = box.program(join(box.bin, 'k6'), NO_VERSION)
    box.k6(cachedK6(box.host()), '2.2.0')
    const told: string[] = []
    expect(await findK6(box.host(), { onProgress: (line) => told.push(line) })).toMatchObject({
      from: 'cache',
    })
    expect(told).toEqual([`warning: ${said(shim)}.`])
  })

  test('where there is none', async () => {
    const shim = box.program(join(box.bin, 'k6'), NO_VERSION)
    const hint = expect.stringContaining(said(shim))
    await expect(findK6(box.host(), quiet)).rejects.toMatchObject({ code: 'k6-missing', hint })
    await expect(findK6(box.host(), { ...quiet, build: false })).rejects.toMatchObject({ hint })
  })

  test('of an old version', async () => {
    const old = box.k6(join(box.bin, 'k6'), '1.9.0')
    const hint = expect.stringContaining(`${old} is passed over: it is k6 1.9.0`)
    await expect(findK6(box.host(), quiet)).rejects.toMatchObject({ hint })
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
  ['one that fails', 'exit 3', 'does not run as k6 (exit code 3)'],
  ['one without a version', 'echo "No version is set" >&2; exit 126', '(exit code 126: No version is set)'],
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
