/**
 * What a plan shows in place of what only a run knows: a port, a pid, a directory of the run. Only the words that a
 * target makes are known as such: anything else in angle brackets may be a redirection of the user's own.
 */
const WORDS = [
  '(?:port|pid|grace|new container|network|cpus|memory|address) of [^<>]+',
  'port behind [^<>]+',
  'free blocks of [^<>]+',
  'each required variable in turn',
  'run|state|logs|share',
]
const STAND_IN = new RegExp(`<(?:${WORDS.join('|')})>`, 'g')

export function standInsIn(text: string): string[] {
  return text.match(STAND_IN) ?? []
}

/** What stands around them; the text alone where there is none. */
export function partsBetween(text: string): string[] {
  return text.split(STAND_IN)
}
