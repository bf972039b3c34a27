import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildK6 } from '../../../src/load/k6/build.ts'
import { cachedK6 } from '../../../src/load/k6/find.ts'
import { MAKE_K6, Sandbox } from './sandbox.ts'

let box: Sandbox
let path: string
beforeEach(() => {
  box = new Sandbox()
  path = cachedK6(box.host())
})
afterEach(() => box[Symbol.dispose]())

const quiet = { onProgress: () => undefined }

test('a build leaves k6 and nothing else, and says what it does', async () => {
  box.go(MAKE_K6)
  const lines: string[] = []
  await buildK6(box.host(), path, { onProgress: (line) => lines.push(line) })
  expect(box.list(dirname(path))).toEqual(['k6'])
  expect(lines[0]).toContain('Building k6 v2.2.0 with go1.26.8')
  expect(lines.at(-1)).toContain(path)
})

test('it is made from the pinned module, which may not be changed', async () => {
  const log = join(box.directory, 'seen')
  box.program(
    join(box.bin, 'go'),
    `if [ "$1" = version ]; then echo "go version go1.26.8"; exit 0; fi
echo "$@" > ${log}; grep k6 go.mod >> ${log}; echo "$GOWORK,$GOFLAGS" >> ${log}; exit 1`,
  )
  await expect(buildK6(box.host({ GOFLAGS: '-mod=mod' }), path, quiet)).rejects.toMatchObject({
    code: 'k6-missing',
  })
  const seen = await box.host().files.read(log)
  expect(seen).toContain('-mod=readonly')
  expect(seen).toContain('go.k6.io/k6/v2 v2.2.0')
  expect(seen.trimEnd().split('\n').at(-1)).toBe('off,')
})

test.each([
  ['a build that fails', 'echo half > "$out"; echo "no network" >&2; exit 1', 'no network'],
  ['a program that does not run', 'echo half > "$out"; chmod 755 "$out"', 'does not run'],
])('%s leaves nothing', async (_, make, why) => {
  box.go(make)
  await expect(buildK6(box.host(), path, quiet)).rejects.toMatchObject({
    code: 'k6-missing',
    message: expect.stringContaining(why),
  })
  expect(box.list(dirname(path))).toEqual([])
})

test('two builds at once do not harm each other', async () => {
  box.go(`sleep 0.1; ${MAKE_K6}`)
  await Promise.all([buildK6(box.host(), path, quiet), buildK6(box.host(), path, quiet)])
  expect(box.list(dirname(path))).toEqual(['k6'])
})

test('a build that is cancelled leaves nothing', async () => {
  box.go('sleep 30')
  const cancel = new AbortController()
  const building = buildK6(box.host(), path, {
    onProgress: () => cancel.abort(new Error('stopped')),
    signal: cancel.signal,
  })
  await expect(building).rejects.toThrow('stopped')
  expect(box.list(dirname(path))).toEqual([])
})

test('what a killed build left behind is removed, what another makes is not', async () => {
  box.go(MAKE_K6)
  // No process can have this pid.
  mkdirSync(join(dirname(path), '.building-99999999-dead'), { recursive: true })
  const other = `.building-${process.ppid}-live`
  mkdirSync(join(dirname(path), other))
  await buildK6(box.host(), path, quiet)
  expect(box.list(dirname(path))).toEqual([other, 'k6'])
})
