import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createFakeFiles } from '../../src/host/fake/files.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import { darwinPlace, isElsewhere, linuxPlace, placeWords, readPlace } from '../../src/host/place.ts'
import { placeConformance } from './conformance/place.ts'

const HERE = { machine: 'here', boot: 'b1', pids: 'pid:[1]' }

describe('the place of the real machine', () => placeConformance(() => nodeHost()))
describe('the place of a fake one', () => placeConformance(() => fakeHost()))

describe('where a process runs', () => {
  it('is told by /proc', async () => {
    const files = createFakeFiles()
    await files.makeDir('/proc/sys/kernel/random')
    await files.makeDir('/proc/self/ns')
    await files.writeAtomic('/proc/sys/kernel/random/boot_id', 'b1\n')
    await files.link('pid:[1]', '/proc/self/ns/pid')
    expect(await linuxPlace(files)).toEqual({ machine: hostname(), boot: 'b1', pids: 'pid:[1]' })
    expect(await linuxPlace(files, '/nowhere')).toEqual({ machine: hostname(), boot: null, pids: null })
  })

  it('is told on macOS as far as it can be', async () => {
    expect(await darwinPlace()).toMatchObject({ machine: hostname(), pids: null })
  })
})

describe('a process is elsewhere', () => {
  it.each([
    ['in another PID namespace', { pids: 'pid:[2]' }, true],
    ['on another machine', { machine: 'there', boot: 'b2' }, true],
    ['in a container of another name and its own namespace', { machine: 'c0ffee', pids: 'pid:[2]' }, true],
    ['but not here', {}, false],
    ['but not before this machine was booted anew', { boot: 'b2', pids: 'pid:[2]' }, false],
    ['but not where the namespace is not told', { pids: null }, false],
    ['but not where another name is the same boot’s', { machine: 'renamed' }, false],
    ['on a machine that tells no boot, by its name', { machine: 'there', boot: null, pids: null }, true],
    ['but not on one of the same name that tells none', { boot: null, pids: null }, false],
  ])('%s', (_, other, is) => {
    expect(isElsewhere({ ...HERE, ...other }, HERE)).toBe(is)
  })

  it('which is said', () => {
    expect(placeWords({ ...HERE, pids: 'pid:[2]' }, HERE)).toContain('PID namespace of this machine')
    expect(placeWords({ machine: 'there', boot: 'b2', pids: null }, HERE)).toBe('on the machine there')
  })
})

it('is read back, and what is none is none', () => {
  expect(readPlace(JSON.parse(JSON.stringify(HERE)))).toEqual(HERE)
  expect(readPlace({ machine: 'here' })).toEqual({ machine: 'here', boot: null, pids: null })
  for (const none of [
    null,
    undefined,
    'here',
    {},
    { machine: 7 },
    { ...HERE, boot: 7 },
    { ...HERE, pids: {} },
  ])
    expect(readPlace(none)).toBeNull()
})
