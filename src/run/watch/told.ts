/** Who an instance is and what it runs: the target's own word, and how a look's headers may have overtaken it. */
import type { Instance } from '../../target/target.ts'
import type { Said } from './endpoints.ts'

export type Headers = Pick<Said, 'release' | 'bootId'>

export interface Word {
  /** As the target saw it last. */
  instance: Instance
  /** What they were when the target was asked, or first after it; null: they do not tell. */
  headers: Headers
  /** Does the app tell boot ids at all? One that does is never taken by its process. */
  tellsBootId: boolean
}

/**
 * The target knows where its app says what it runs; headers only show sooner that it is another one. They are taken
 * for the word itself where they said the same as the target, or where the target has none.
 */
export function told({ instance, headers, tellsBootId }: Word, now: Headers): Headers {
  const { identity, release } = instance
  const bootId = tellsBootId ? (identity?.bootId ?? null) : processOf(instance)
  const isAnother = differs(headers.bootId, now.bootId)
  return {
    release:
      isAnother && now.release === null
        ? null
        : newest(release?.version ?? null, headers.release, now.release),
    bootId: newest(bootId, headers.bootId, now.bootId),
  }
}

/** Null: it was overtaken, and what the header says is not in the target's words. */
function newest(word: string | null, before: string | null, now: string | null): string | null {
  if (!differs(before, now)) return word ?? now
  return word === null || word === before || word === now ? now : null
}

function differs(before: string | null, now: string | null): boolean {
  return before !== null && now !== null && before !== now
}

/** Only of one that answered: of one that did not, a supervisor may be all that lives. */
function processOf({ identity, ready, release }: Instance): string | null {
  const process = identity?.process ?? null
  if (process === null || !(ready || release !== null)) return null
  return `${process.pid}:${process.startTime}`
}
