import { isAbsolute, join } from 'node:path'
import type { CreateWatched } from './guard.ts'

const EVERY_MS = 500
/** Whoever stops a drill may write into the file why. */
const MOST_BYTES = 200

/** A file that appears, whatever is in it; the begin of that is said. */
export const file: CreateWatched<'file'> = ({ path }, { host: { files }, root }) => {
  const place = isAbsolute(path) ? path : join(root, path)
  return {
    everyMs: EVERY_MS,
    async look() {
      if (!(await files.exists(place))) return { seen: true, bad: false, restedOn: `${path} is not there` }
      // It may be a directory, or nobody's to read: it is there all the same.
      const begin = await files.readFrom(place, 0, MOST_BYTES).catch(() => new Uint8Array())
      const says = Buffer.from(begin).toString().trim().split('\n', 1)[0] ?? ''
      return { seen: true, bad: true, restedOn: `${path} is there${says === '' ? '' : `: "${says}"`}` }
    },
  }
}
