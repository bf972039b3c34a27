/** What a team's own deploy command would do to a scaled service, as far as its words tell. */
import type { ComposeOptions } from './options.ts'

/** Options of `docker compose up` that the next word belongs to. */
const WITH_VALUE = /^(--scale|--timeout|-t|--wait-timeout|--pull|--attach|--no-attach|--exit-code-from)$/
const UP = /\bdocker[ -]compose\b.*?\sup(?=\s|$)([^;&|]*)/g

/**
 * For a person who reads the plan; null: nothing is wrong with it, as far as can be seen. Compose recreates all the
 * replicas of a service at once (docker/compose#5124). What a script does is not looked at.
 */
export function warningOf(
  { scaled }: Pick<ComposeOptions, 'scaled'>,
  argv: readonly string[],
): string | null {
  if (scaled === null || scaled.count === 1) return null
  const { service, count } = scaled
  const isPlain = [...argv.join(' ').matchAll(UP)].some(([, rest = '']) => recreatesAll(service, rest))
  if (!isPlain) return null
  return `beware: docker compose up without --no-recreate takes all ${count} replicas of ${service} down together`
}

function recreatesAll(service: string, rest: string): boolean {
  const words = rest.split(/\s+/).filter((word) => word !== '')
  if (words.includes('--no-recreate')) return false
  const named = words.filter(
    (word, index) => !word.startsWith('-') && !WITH_VALUE.test(words[index - 1] ?? ''),
  )
  return named.length === 0 || named.some((word) => word.replaceAll(/['"]/g, '') === service)
}
