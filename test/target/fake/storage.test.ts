import { expect, it } from 'vitest'
import { startedFake } from './started.ts'

it('has one file system, which is full, less full or empty', async () => {
  const { running } = await startedFake()
  const [victim] = await running.instances()
  const storage = running.storage!
  await storage.fill(victim!, '/tmp', 10 * 2 ** 20)
  expect(await storage.space(victim!, '/tmp')).toMatchObject({ freeBytes: 6 * 2 ** 20 })
  await storage.fill(victim!, '/tmp', 10 * 2 ** 20)
  expect(await storage.hasRoom(victim!, '/tmp', 1)).toMatchObject({ room: false })
  await storage.empty(victim!, '/tmp')
  expect(await storage.hasRoom(victim!, '/tmp', 16 * 2 ** 20)).toMatchObject({ room: true })
  await expect(storage.space(victim!, '/var')).rejects.toThrow('no file system of its own')
})
