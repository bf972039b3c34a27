import { zstdCompressSync } from 'node:zlib'
import { CompressionType, compressionRegistry } from 'apache-arrow'
import { expect, test } from 'vitest'
import { compressionOf, withinBudget } from '../../../src/journal/columns/compression.ts'
import { openRequests, openWrites } from '../../../src/journal/columns/open.ts'
import { readRequests } from '../../../src/journal/columns/read.ts'
import { PROBE_COLUMNS, REQUEST_COLUMNS, WRITE_COLUMNS } from '../../../src/journal/columns/schema.ts'
import { MemoryFile } from './memory-file.ts'
import { plainRequest } from './rows.ts'

const ROWS = 20_000
const MIB = 1024 * 1024
/** The first four bytes of a Zstandard frame (RFC 8878, 3.1.1). */
const FRAME = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

async function written(): Promise<Uint8Array> {
  const file = new MemoryFile()
  const writer = openRequests(file)
  writer.append(Array.from({ length: ROWS }, (_, i) => plainRequest(i)))
  await writer.close()
  return file.bytes
}

/** Of each compressed buffer, where its frame begins. */
function frames(bytes: Uint8Array): number[] {
  const found: number[] = []
  const file = Buffer.from(bytes)
  for (let at = file.indexOf(FRAME); at >= 0; at = file.indexOf(FRAME, at + 1)) found.push(at)
  return found
}

test('a request takes less than half of its 25 bytes, and is read back as it was', async () => {
  const bytes = await written()
  expect(bytes.length / ROWS).toBeLessThan(12)
  const { requests, damage } = readRequests(bytes)
  expect([requests.length, damage]).toEqual([ROWS, null])
  const { startMs, durationMs } = plainRequest(ROWS - 1)
  expect(requests.startMs[ROWS - 1]).toBe(startMs)
  expect(requests.durationMs[ROWS - 1]).toBe(Math.fround(durationMs))
})

test('before each frame stands how many bytes it was, as other tools want it', async () => {
  const bytes = await written()
  const lengths = frames(bytes).map((at) => new DataView(bytes.buffer).getBigInt64(at - 8, true))
  expect(lengths.length).toBeGreaterThan(50)
  // Of a full batch: times, float32, uint16, and flags of a bit.
  for (const length of [16_000n, 8_000n, 4_000n]) expect(lengths).toContain(length)
})

test('files with texts are not compressed: keys are read where they lie', async () => {
  expect([REQUEST_COLUMNS, PROBE_COLUMNS].map((each) => compressionOf(each))).not.toContain(null)
  expect(compressionOf(WRITE_COLUMNS)).toBeNull()
  const file = new MemoryFile()
  await openWrites(file).close()
  expect(frames(file.bytes)).toEqual([])
})

test('a frame is decompressed up to 256 times the size of its file, and no further', () => {
  const codec = compressionRegistry.get(CompressionType.ZSTD)
  const frameOf = (bytes: number) => zstdCompressSync(Buffer.alloc(bytes))
  const decoded = (file: number, frame: Uint8Array) =>
    withinBudget(file, () => codec?.decode?.(frame).byteLength)
  expect(decoded(1000, frameOf(MIB))).toBe(MIB)
  expect(decoded(MIB / 4, frameOf(64 * MIB))).toBe(64 * MIB)
  expect(() => decoded(MIB / 4, frameOf(64 * MIB + 1))).toThrow(RangeError)
  // What came before counts as well.
  const twice = () => [1, 2].map(() => codec?.decode?.(frameOf(10 * MIB)))
  expect(() => withinBudget(1000, twice)).toThrow(RangeError)
})

test('a bit that is turned anywhere in a frame is damage, and neither another sample nor an error', async () => {
  const bytes = await written()
  const ends = frames(bytes)
  // Flags that are all alike take a few bytes, in which a bit would be another answer.
  for (const [k, at] of ends.entries()) {
    if (k % 7 !== 0) continue
    for (const place of [at, at + 6, Math.floor((at + (ends[k + 1] ?? at + 20) - 9) / 2)]) {
      const turned = bytes.slice()
      turned[place] = (turned[place] ?? 0) ^ 1
      const { requests, damage } = readRequests(turned)
      expect(damage).toMatch(/cannot be read to its end/)
      expect(requests.length).toBeLessThan(ROWS)
    }
  }
})
