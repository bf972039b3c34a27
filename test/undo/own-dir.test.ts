import { expect, it } from 'vitest'
import { isOwnDir, markerOf } from '../../src/undo/own-dir.ts'
import { onFake } from './on-fake.ts'

it.each([
  { path: '/tmp/firedrill-a', own: true },
  { path: '/private/tmp/firedrill-a', own: true },
  { path: '/var/tmp/u/firedrill-a', own: true },
  { path: '/tmp/firedrill-', own: false },
  { path: '/tmp/other', own: false },
  { path: '/tmp', own: false },
  { path: '/', own: false },
  { path: '/home/firedrill-a', own: false },
  { path: '/tmp/firedrill-a/b', own: false },
])('$path without a mark is one of a run: $own', async ({ path, own }) => {
  const { host } = onFake({ env: { TMPDIR: '/var/tmp//u' } })
  await host.files.makeDir(path)
  expect(await isOwnDir(host, path, 'a')).toBe(own)
})

it('tells whose it is by the mark in it, of that run alone', async () => {
  const { host } = onFake()
  await host.files.makeDir('/srv/state')
  await host.files.writeAtomic(`/srv/state/${markerOf('r1')}`, '')
  expect(await isOwnDir(host, '/srv/state', 'r1')).toBe(true)
  for (const run of [null, 'r', 'r2', '../state/.firedrill-r1'])
    expect(await isOwnDir(host, '/srv/state', run)).toBe(false)
  expect(await isOwnDir(host, '/srv', 'r1')).toBe(false)
})
