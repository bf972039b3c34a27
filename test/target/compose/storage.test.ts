import { expect, it } from 'vitest'
import { storageOf } from '../../../src/target/compose/storage.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { TMP_BYTES, withDisk } from './disk.ts'
import { ENDPOINT, open, rigWith } from './rig.ts'

const tmpfs = { '/tmp': TMP_BYTES, '/run': 0 }

async function disks() {
  const rig = await rigWith({ tmpfs, programs: { 'web-1': withDisk() } })
  return { ...rig, storage: storageOf(rig.runtime), seen: await rig.look('web-1') }
}

it('fills a file system of the container, says what a person would type, and empties it', async () => {
  const { storage, seen } = await disks()
  expect(await storage.space(seen, '/tmp')).toEqual({
    mount: '/tmp',
    sizeBytes: TMP_BYTES,
    freeBytes: TMP_BYTES,
    memoryLeftBytes: null,
  })
  const { command } = await storage.fill(seen, '/tmp', TMP_BYTES + 4096)
  expect(command.argv.join(' ')).toBe(
    'docker exec shop-web-1-1 dd if=/dev/zero of=/tmp/.firedrill-fill bs=4096 count=257',
  )
  expect(await storage.space(seen, '/tmp')).toMatchObject({ freeBytes: 0 })
  expect(await storage.hasRoom(seen, '/tmp', 4096)).toEqual({ room: false, said: 'No space left on device' })
  for (let times = 0; times < 2; times++) await storage.empty(seen, '/tmp')
  expect(await storage.hasRoom(seen, '/tmp', TMP_BYTES)).toMatchObject({ room: true })
  // What was tried is gone again.
  expect(await storage.space(seen, '/tmp')).toMatchObject({ freeBytes: TMP_BYTES })
})

it('tells how much of its memory the instance may still use', async () => {
  const { storage, seen, runtime, ids } = await disks()
  await runtime.engine.limit(ids['web-1'] ?? '', { cpus: 0, memoryBytes: 5e6 })
  expect(await storage.space(seen, '/tmp')).toMatchObject({ memoryLeftBytes: 5e6 })
})

it('is undone by another process, from plain data', async () => {
  const { storage, seen, ids, host } = await disks()
  const undo = storage.fillUndo(seen, '/tmp')
  expect(undo).toEqual({
    kind: 'empty-in-container',
    args: {
      endpoint: ENDPOINT,
      id: ids['web-1'],
      files: ['/tmp/.firedrill-fill', '/tmp/.firedrill-try'],
    },
  })
  await storage.fill(seen, '/tmp', TMP_BYTES)
  const written = JSON.parse(JSON.stringify(undo))
  expect(await runUndo(written, { host, signal: open, hurry: true })).toMatchObject({ outcome: 'undone' })
  expect(await storage.space(seen, '/tmp')).toMatchObject({ freeBytes: TMP_BYTES })
})

it.each([
  ['/data', 'would fill a disk of the machine'],
  ['/tmpfoo', 'would fill a disk of the machine'],
  ['/run/lock', 'has no size of its own'],
])('refuses %s', async (path, why) => {
  const { storage, seen } = await disks()
  await expect(storage.space(seen, path)).rejects.toMatchObject({
    code: 'drill-invalid',
    message: expect.stringContaining(why),
    hint: expect.stringContaining('size=16m'),
  })
})

it('refuses where df shows another file system than the engine', async () => {
  const rig = await rigWith({ tmpfs, programs: { 'web-1': withDisk('/') } })
  const seen = await rig.look('web-1')
  await expect(storageOf(rig.runtime).space(seen, '/tmp')).rejects.toThrow('cannot be looked at')
})

it('says what an image lacks', async () => {
  const rig = await rigWith({ tmpfs })
  const seen = await rig.look('web-1')
  await expect(storageOf(rig.runtime).space(seen, '/tmp')).rejects.toMatchObject({
    code: 'tool-missing',
    message: expect.stringContaining('needs df, dd and rm in the image'),
  })
})

it('does not hit what is down; what was in its memory is gone', async () => {
  const { storage, seen, runtime, ids } = await disks()
  await runtime.engine.stop(ids['web-1'] ?? '', 0)
  await expect(storage.fill(seen, '/tmp', 1)).rejects.toThrow('web-1 is down')
  await expect(storage.space(seen, '/tmp')).rejects.toThrow('web-1 is down')
  await storage.empty(seen, '/tmp')
})
