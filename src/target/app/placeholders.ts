/** Ports and pids that are known only later: numbers that occur nowhere else, and what is shown in their place. */
import type { CommandLine } from '../target.ts'

export interface Placeholders {
  /** A number below 65536 that stands for this; the same one for the same words. */
  number(words: string): number
  /** A text that stands for this, such as a directory. */
  path(words: string): string
  /** With the words in angle brackets. */
  fill(text: string): string
  fillAll(command: CommandLine): CommandLine
}

const HIGHEST = 65_535

/** `text`: everything that the user wrote; no number of it is taken. */
export function createPlaceholders(text: string): Placeholders {
  const words = new Map<string, string>()
  let next = HIGHEST
  const fill = (shown: string): string =>
    [...words].reduce((filled, [told, stands]) => filled.replaceAll(stands, `<${told}>`), shown)
  const free = (): string => {
    while (text.includes(String(next))) next--
    return String(next--)
  }
  const standsFor = (told: string, make: () => string): string => {
    const stands = words.get(told) ?? make()
    words.set(told, stands)
    return stands
  }
  return {
    number: (told) => Number(standsFor(told, free)),
    // It begins with a slash, so that it is taken for an absolute path.
    path: (told) => standsFor(told, () => `/placeholder-${free()}`),
    fill,
    fillAll: ({ argv, cwd, env }) => ({
      argv: argv.map(fill),
      cwd: fill(cwd),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
    }),
  }
}
