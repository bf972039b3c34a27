import { FiredrillError } from '../errors.ts'

/** `reports-unwritable`: the disk refuses a part of the run record. `what`: which, as a sentence. */
export function unwritable(what: string, cause: unknown): FiredrillError {
  return new FiredrillError('reports-unwritable', what, {
    hint: 'Free space on the disk, or choose another reports directory with --out.',
    cause,
  })
}
