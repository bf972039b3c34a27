import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { recordBytes, recordText } from '../../src/journal/record-files.ts'

const PLACE = { directory: '/tmp', file: 'journal.ndjson' }

test('what is there is read, and what is not is null', async () => {
  const { files } = fakeHost()
  expect([await recordText(files, PLACE), await recordBytes(files, PLACE)]).toEqual([null, null])
  await files.writeAtomic('/tmp/journal.ndjson', 'one')
  expect(await recordText(files, PLACE)).toBe('one')
  expect(await recordBytes(files, PLACE)).toEqual(new TextEncoder().encode('one'))
})

test.each([
  ['larger than any run makes it', { size: async () => 2 ** 40 }, /larger than any run/],
  [
    'not to be read by this user',
    {
      readIfThere: () => Promise.reject(new Error('EACCES')),
      readBytes: () => Promise.reject(new Error('EACCES')),
    },
    /EACCES/,
  ],
])('one that is %s is refused by its name', async (_what, odd, words) => {
  const { files } = fakeHost()
  await files.writeAtomic('/tmp/journal.ndjson', 'one')
  const refused = { code: 'record-invalid', message: expect.stringMatching(words) }
  await expect(recordText({ ...files, ...odd }, PLACE)).rejects.toMatchObject(refused)
  await expect(recordBytes({ ...files, ...odd }, PLACE)).rejects.toMatchObject(refused)
})
