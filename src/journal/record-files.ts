/** Reads the files of a record, each within bounds; whatever keeps one from being read is one error that names it. */
import { join } from 'node:path'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Files } from '../host/host.ts'

/** A text must fit into a string, and what is made of it into memory. */
const MOST_TEXT_BYTES = 256 * 1024 * 1024
/** What can be read at once. */
const MOST_BYTES = 2 ** 31 - 1

export interface RecordFile {
  directory: string
  /** Relative to the directory. */
  file: string
}

/** Null: it is not there. Throws `record-invalid`. */
export async function recordText(files: Files, place: RecordFile): Promise<string | null> {
  return read(files, place, MOST_TEXT_BYTES, (path) => files.readIfThere(path))
}

/** Null: it is not there. Throws `record-invalid`. */
export async function recordBytes(files: Files, place: RecordFile): Promise<Uint8Array | null> {
  return read(files, place, MOST_BYTES, async (path) =>
    (await files.exists(path)) ? files.readBytes(path) : null,
  )
}

async function read<T>(
  files: Files,
  { directory, file }: RecordFile,
  mostBytes: number,
  readIt: (path: string) => Promise<T | null>,
): Promise<T | null> {
  const path = join(directory, file)
  try {
    if ((await files.size(path)) > mostBytes) throw new RangeError('it is larger than any run makes it')
    return await readIt(path)
  } catch (cause) {
    throw new FiredrillError('record-invalid', `${path} cannot be read: ${messageOf(cause)}.`, {
      hint: 'It is not one that firedrill wrote, or may not be read by this user.',
      cause,
    })
  }
}
