import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { FAKE_PLACE, type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import {
  assertEpoch,
  claimEpoch,
  EPOCH_FORMAT,
  elsewhere,
  epochOwner,
  lastOwner,
  newestEpoch,
} from '../../src/run/epoch.ts'

const DIR = '/tmp/run-1'
let host: FakeHost

beforeEach(async () => {
  host = fakeHost()
  await host.files.makeDir(DIR)
})

test('epochs follow one another, from 0', async () => {
  expect(await newestEpoch(host, DIR)).toBe(-1)
  expect(await claimEpoch(host, DIR, 'run', -1)).toBe(0)
  expect(await claimEpoch(host, DIR, 'watchdog', 0)).toBe(1)
  expect(await newestEpoch(host, DIR)).toBe(1)
})

test('of ten that take over after the same epoch, exactly one wins, whenever they come', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  const claims = Array.from({ length: 10 }, async (_, k) => {
    await host.clock.sleep(k * 7)
    return claimEpoch(host, DIR, 'recover', 0)
  })
  const won = (await Promise.all(claims)).filter((epoch) => epoch !== null)
  expect(won).toEqual([1])
})

test('the same holds on a real disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'firedrill-epoch-'))
  const claims = Array.from({ length: 10 }, () => claimEpoch(nodeHost(), directory, 'recover', 0))
  const won = (await Promise.all(claims)).filter((epoch) => epoch !== null)
  expect(won).toEqual([1])
  await rm(directory, { recursive: true })
})

test.each(['EIO', 'ENOSPC', 'EROFS'])(
  'a claim that was won stays won where the disk refuses what comes after (%s)',
  async (code) => {
    const createExclusive: FakeHost['files']['createExclusive'] = async (...args) => {
      if (await host.files.createExclusive(...args)) throw Object.assign(new Error(code), { code })
      return false
    }
    const refusing = { ...host, files: { ...host.files, createExclusive } }
    await claimEpoch(host, DIR, 'run', -1)
    expect(await claimEpoch(refusing, DIR, 'watchdog', 0)).toBe(1)
    expect(await claimEpoch(refusing, DIR, 'recover', 0)).toBeNull()
    expect(await epochOwner(host, DIR, 1)).toMatchObject({ by: 'watchdog' })
  },
)

test('a harness that wakes up late is refused; one that still holds its epoch is not', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  await expect(assertEpoch(host, DIR, 0)).resolves.toBeUndefined()
  await claimEpoch(host, DIR, 'watchdog', 0)
  await expect(assertEpoch(host, DIR, 0)).rejects.toMatchObject({ code: 'superseded' })
  await expect(assertEpoch(host, DIR, 1)).resolves.toBeUndefined()
})

test('a record that is gone is told from one that was taken over: nobody else could undo it', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  await host.files.remove(DIR)
  await expect(assertEpoch(host, DIR, 0)).rejects.toMatchObject({ code: 'record-removed' })
})

test('on a full disk, which takes a name but no content, it is claimed all the same, and by one', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  const createExclusive: typeof host.files.createExclusive = async (path, content) => {
    if (content !== '') throw new Error('ENOSPC')
    return host.files.createExclusive(path, content)
  }
  const full = { ...host, files: { ...host.files, createExclusive } }
  expect(await claimEpoch(full, DIR, 'watchdog', 0)).toBe(1)
  expect(await claimEpoch(full, DIR, 'recover', 0)).toBe(null)
  expect(await epochOwner(host, DIR, 1)).toBe(null)
  await expect(assertEpoch(host, DIR, 0)).rejects.toMatchObject({ code: 'superseded' })
})

test('an epoch says where its owner runs; an older one does not, and its owner runs here', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  const owner = await epochOwner(host, DIR, 0)
  expect(owner?.where).toEqual(FAKE_PLACE)
  const there = fakeHost({ place: { ...FAKE_PLACE, pids: 'pid:[2]' } })
  expect(owner && (await elsewhere(there, owner))).toContain('PID namespace of this machine')
  expect(owner && (await elsewhere(host, owner))).toBeNull()
  await host.files.writeAtomic(`${DIR}/epoch.0`, '{"by":"run","process":{"pid":1,"startTime":"x"}}')
  const older = await epochOwner(host, DIR, 0)
  expect(older).toMatchObject({ by: 'run', where: null })
  expect(older && (await elsewhere(there, older))).toBeNull()
  await host.files.writeAtomic(`${DIR}/epoch.1`, '')
  expect(await lastOwner(host, DIR)).toEqual(older)
})

describe('who holds it', () => {
  test('is the one that claimed the newest epoch', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'firedrill-epoch-'))
    await claimEpoch(nodeHost(), directory, 'run', -1)
    await claimEpoch(nodeHost(), directory, 'recover', 0)
    const owner = await epochOwner(nodeHost(), directory, 1)
    expect(owner).toMatchObject({ by: 'recover', process: { pid: process.pid } })
    expect(owner && (await nodeHost().processes.alive(owner.process))).toBe(true)
    await rm(directory, { recursive: true })
  })

  test('is nobody where there is no epoch, or its file was cut off', async () => {
    expect(await epochOwner(host, DIR, 0)).toBeNull()
    await host.files.writeAtomic(`${DIR}/epoch.0`, '{"by":"ru')
    expect(await epochOwner(host, DIR, 0)).toBeNull()
  })

  test('other files of the record do not count', async () => {
    await host.files.writeAtomic(`${DIR}/epoch.old`, '')
    await host.files.writeAtomic(`${DIR}/journal.ndjson`, '')
    expect(await newestEpoch(host, DIR)).toBe(-1)
  })
})

describe('an epoch file that cannot be read', () => {
  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"by":"run"}',
    '{"by":"run","process":null}',
    '{"by":"run","process":{"pid":"1"}}',
  ])('tells of nobody: %s', async (text) => {
    await host.files.writeAtomic(`${DIR}/epoch.0`, text)
    expect(await epochOwner(host, DIR, 0)).toBeNull()
  })

  test('of a newer format is refused by name: whoever it tells of may act', async () => {
    await host.files.writeAtomic(`${DIR}/epoch.0`, '{"format":"firedrill-epoch/2","holder":1}')
    await expect(epochOwner(host, DIR, 0)).rejects.toMatchObject({
      code: 'record-invalid',
      message: expect.stringMatching(
        /epoch\.0 has the format firedrill-epoch\/2; this firedrill reads up to/,
      ),
    })
  })

  test('and what is named otherwise is no epoch', async () => {
    for (const name of ['epoch.', 'epoch.1e3', 'epoch.-1', 'epoch.01', 'epoch.99999999', 'epoch.x'])
      await host.files.writeAtomic(`${DIR}/${name}`, '{}')
    expect(await newestEpoch(host, DIR)).toBe(-1)
  })
})

test('it says its format', async () => {
  await claimEpoch(host, DIR, 'run', -1)
  expect(JSON.parse(await host.files.read(`${DIR}/epoch.0`))).toMatchObject({
    format: EPOCH_FORMAT,
    by: 'run',
  })
})
