/** What a keeper says: one JSON object a line, on its standard output, which the engine keeps. */
import type { Engine } from '../engine/engine.ts'

const WORDS = ['ready', 'refused', 'holds', 'slept', 'fired', 'done', 'not-yet', 'over'] as const

/**
 * `ready`: the lease runs. `refused`: it cannot do its work. `holds`: it will take this back. `slept`: it was held up
 * itself. `fired`: it takes everything back, and why. `done`, `not-yet`: of one task. `over`: of all.
 */
export interface Said {
  said: (typeof WORDS)[number]
  what: string
}

/** `atMs`: by the engine's own clock. */
export interface SaidAt extends Said {
  atMs: number
}

/** Null: it is no line of a keeper's. */
export function saidOf(line: string): Said | null {
  try {
    const { said, what }: { said?: unknown; what?: unknown } = JSON.parse(line)
    const known = WORDS.find((word) => word === said)
    return known === undefined || typeof what !== 'string' ? null : { said: known, what }
  } catch {
    return null
  }
}

/** All that it has said so far; and `other`, the last line that is none of a keeper's. */
export async function readSaid(
  engine: Engine,
  id: string,
): Promise<{ said: readonly SaidAt[]; other: string | null }> {
  const said: SaidAt[] = []
  let other: string | null = null
  const following = await engine.followLog(id, 0, ({ atMs, text }) => {
    const line = saidOf(text)
    if (line) said.push({ ...line, atMs })
    else if (text.trim() !== '') other = text
  })
  // What was written before is told first.
  await following.stop()
  return { said, other }
}

/** What it did, for a person, with the engine's time of it; empty where it never fired. */
export function deedsOf(said: readonly SaidAt[]): string[] {
  const from = said.findIndex((each) => each.said === 'fired')
  if (from < 0) return []
  return said.slice(from).map(({ atMs, said: word, what }) => {
    const time = new Date(atMs).toISOString().slice(11, 23)
    return `${time} ${word === 'fired' ? `took everything back: ${what}` : what}`
  })
}
