import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { lastLinesOf } from '../../src/host/last-lines.ts'

test('the last lines of a log are read, however long it is', async () => {
  const { files } = fakeHost()
  let most = 0
  const counting = {
    ...files,
    readFrom: async (path: string, offset: number, mostBytes?: number) => {
      const bytes = await files.readFrom(path, offset, mostBytes)
      most = Math.max(most, bytes.length)
      return bytes
    },
  }
  await files.writeAtomic('/tmp/log', `${'x'.repeat(2_000_000)}\n${'line\n'.repeat(3)}last\n\n`)
  expect(await lastLinesOf(counting, '/tmp/log', 2)).toEqual(['line', 'last'])
  expect(most).toBeLessThan(100_000)
})

test('of a log that is not there, and of an empty one, there is one empty line', async () => {
  const { files } = fakeHost()
  expect(await lastLinesOf(files, '/tmp/none', 20)).toEqual([''])
})
