/**
 * The bodies of sample files are compressed with Zstandard, buffer by buffer, as Arrow's format has it: in most columns
 * nearly all rows are alike. Of a file with texts they are not, for its texts are read where they lie, and keys do not get
 * smaller.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { CompressionType, compressionRegistry } from 'apache-arrow'
import type { Columns } from './schema.ts'

/** None of what is written here gets so much smaller: rows that are all alike get 80 times, for the metadata of each batch stays. */
export const MOST_TIMES = 256
/** Of a small file. */
const LEAST_BUDGET_BYTES = 16 * 1024 * 1024

/** So that a bit that was turned is damage, and not another sample. */
const WITH_CHECKSUM = { [constants.ZSTD_c_checksumFlag]: 1 }

let budgetBytes = 0

compressionRegistry.set(CompressionType.ZSTD, {
  encode: (bytes) => new Uint8Array(zstdCompressSync(bytes, { params: WITH_CHECKSUM })),
  decode(bytes) {
    const all = zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, budgetBytes) })
    budgetBytes -= all.byteLength
    // What zlib gives is a part of a larger piece of memory, which would be held for each buffer of the file.
    return new Uint8Array(all)
  },
})

/** Null: a file of these columns is not compressed. */
export function compressionOf(columns: Columns<object>): CompressionType | null {
  return Object.values(columns).includes('text') ? null : CompressionType.ZSTD
}

/**
 * Reads a file of so many bytes: what is decompressed meanwhile is at most 256 times as much, or 16 MiB. More than that
 * throws a `RangeError`, before it takes up memory.
 */
export function withinBudget<T>(fileBytes: number, read: () => T): T {
  budgetBytes = Math.max(LEAST_BUDGET_BYTES, MOST_TIMES * fileBytes)
  try {
    return read()
  } finally {
    budgetBytes = 0
  }
}
