import { expect, test } from 'vitest'
import { checkMessage } from '../../../src/journal/columns/message-bounds.ts'
import { openStored } from '../../../src/journal/columns/open.ts'
import { MemoryFile } from './memory-file.ts'

/** The metadata of each message of a file, and the length of the body that really follows it. */
async function messages(): Promise<{ metadata: Uint8Array; bodyLength: number; isSchema: boolean }[]> {
  const file = new MemoryFile()
  const writer = openStored(file)
  writer.append([{ key: 'a', count: 1, jobs: 2 }])
  await writer.close()
  const { bytes } = file
  const view = new DataView(bytes.buffer)
  const found = []
  for (let at = 0; view.getInt32(at + 4, true) > 0; ) {
    const length = view.getInt32(at + 4, true)
    const metadata = bytes.slice(at + 8, at + 8 + length)
    const { bodyLength, isSchema } = checkMessage(metadata)
    found.push({ metadata, bodyLength, isSchema })
    at += 8 + length + bodyLength
  }
  return found
}

test('what firedrill writes is taken, one message after the other, to the end of the file', async () => {
  const all = await messages()
  expect(all.map(({ isSchema }) => isSchema)).toEqual([true, false, false])
  expect(all.at(-1)?.bodyLength).toBeGreaterThan(0)
})

test('a count that the message has no room for is refused, whichever it is', async () => {
  for (const { metadata } of await messages()) {
    let refused = 0
    for (let at = 0; at + 4 <= metadata.length; at += 4) {
      const bytes = metadata.slice()
      new DataView(bytes.buffer).setInt32(at, 0x7fff_fff0, true)
      try {
        const { bodyLength } = checkMessage(bytes)
        expect(bodyLength).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(0)
  }
})

test('nothing, and too little, are refused', () => {
  expect(() => checkMessage(new Uint8Array())).toThrow(RangeError)
  expect(() => checkMessage(new Uint8Array(16))).toThrow(RangeError)
})
