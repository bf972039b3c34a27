/**
 * A file of a run record that only takes up space: on a disk that gets full the journal must still be able to say what
 * is undone. It is given up for that, and removed at the end.
 */
import { join } from 'node:path'
import type { Files } from '../host/host.ts'

const NAME = '.reserve'
/** A few hundred events: more than any clean-up writes. */
const BYTES = 262_144

/** Not of zeros: a file system may keep those without taking up space. */
export async function keepReserve(files: Pick<Files, 'writeAtomic'>, directory: string): Promise<void> {
  const content = new Uint8Array(BYTES)
  for (let index = 0; index < BYTES; index += 1) content[index] = 1 + ((index * 7919) % 251)
  await files.writeAtomic(join(directory, NAME), content)
}

/** Gives it up; no error where that was done before. */
export async function makeRoom(files: Pick<Files, 'remove'>, directory: string): Promise<void> {
  await files.remove(join(directory, NAME))
}
