/** An app may serve from several processes, each with a boot id of its own: to the watch they are one. */
export interface SideBySide {
  /** Under which id this one, which has just answered, is known: those that answer side by side have one. */
  seen(name: string, id: string | null): string | null
  /** The same of one that answered some time before. */
  of(name: string, id: string | null): string | null
  /** Nothing of the instance lives any more. */
  forget(name: string): void
}

/** A process that has ended does not come back: where one does, all that answered since it did stand beside it. */
export function createSideBySide(): SideBySide {
  /** By instance, in the order in which they were first seen, those that are one together. */
  const known = new Map<string, string[][]>()
  const placeOf = (name: string, id: string): number =>
    (known.get(name) ?? []).findIndex((together) => together.includes(id))
  return {
    seen(name, id) {
      if (id === null) return null
      const all = known.get(name) ?? []
      known.set(name, all)
      const place = placeOf(name, id)
      if (place < 0) all.push([id])
      else all.splice(place, all.length, all.slice(place).flat())
      return all.at(-1)?.[0] ?? id
    },
    of: (name, id) => (id === null ? null : (known.get(name)?.[placeOf(name, id)]?.[0] ?? id)),
    forget: (name) => void known.delete(name),
  }
}
