import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { keepReserve, makeRoom } from '../../src/journal/reserve.ts'

test('it takes up space that a file system cannot leave out, until it is given up', async () => {
  const { files } = fakeHost()
  await files.makeDir('/tmp/r')
  await keepReserve(files, '/tmp/r')
  const [name = ''] = await files.list('/tmp/r')
  const bytes = await files.readBytes(`/tmp/r/${name}`)
  expect(bytes.length).toBeGreaterThan(200_000)
  expect(bytes.includes(0)).toBe(false)
  await makeRoom(files, '/tmp/r')
  expect(await files.list('/tmp/r')).toEqual([])
  await makeRoom(files, '/tmp/r')
})
