/** An app may serve from several processes, each with a boot id of its own: together they are one instance. */
import type { InstanceState } from '../../journal/events.ts'

interface Stay {
  bootId: string
  /** Places in the order of the looks. */
  first: number
  last: number
  release: string | null
}

/**
 * The boot id of each look, those that answer side by side as one: the id of the first of them. Side by side are two of
 * one release of which each was there before the other was last seen: a process that has ended does not come back. What
 * was asked to end proves nothing: one that is put in its place may be taken back.
 */
export function bootIdsAsOne(states: readonly InstanceState[]): (string | null)[] {
  const ids: (string | null)[] = []
  let from = 0
  while (from < states.length) {
    const down = states.findIndex(({ alive }, i) => i >= from && !alive)
    const to = down < 0 ? states.length : down
    const life = states.slice(from, to)
    const names = namesIn(life)
    ids.push(...life.map(({ bootId }) => (bootId === null ? null : (names.get(bootId) ?? bootId))))
    if (down >= 0) ids.push(states[down]?.bootId ?? null)
    from = to + 1
  }
  return ids
}

/** Of one life, in which nothing was down: under which id each is known. */
function namesIn(life: readonly InstanceState[]): Map<string, string> {
  const names = new Map<string, string>()
  const open: { name: string; last: number; release: string | null }[] = []
  for (const { bootId, first, last, release } of staysIn(life)) {
    const beside = open.find((each) => each.last > first && isOneOf(each.release, release))
    names.set(bootId, beside?.name ?? bootId)
    if (beside) {
      beside.last = Math.max(beside.last, last)
      beside.release ??= release
    } else open.push({ name: bootId, last, release })
  }
  return names
}

/** In the order in which they were first seen. */
function staysIn(life: readonly InstanceState[]): Stay[] {
  const stays = new Map<string, Stay>()
  for (const [i, { bootId, release, endAsked }] of life.entries()) {
    if (bootId === null || endAsked) continue
    const stay = stays.get(bootId)
    if (!stay) stays.set(bootId, { bootId, first: i, last: i, release })
    else {
      stay.last = i
      stay.release ??= release
    }
  }
  return [...stays.values()]
}

/** What is not known of one does not tell them apart. */
function isOneOf(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b
}
