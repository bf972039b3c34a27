/** A project that was there before is touched only once a person, or a command line, has named it. */
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { unlessAborted } from '../host/unless-aborted.ts'
import type { Target, Touched } from '../target/target.ts'
import type { Terminal } from './terminal.ts'

export interface Wanted {
  target: Pick<Target, 'touches'>
  host: Host
  /** `--env`. */
  environment: string | undefined
  /** The configuration marks it so; one whose name begins with `prod` is production without that. */
  production: boolean
  /** `--confirm`, any number of times; what is typed is added to it, so that it is asked for once. */
  given: string[]
  terminal: Terminal
  /** Its reason is thrown where it comes before an answer. */
  signal: AbortSignal
}

/**
 * Shows what may be touched, then asks for what has not been given. Throws `not-confirmed` where a name is wrong, or
 * where nobody can be asked; nothing was touched then.
 */
export async function confirmTouched(wanted: Wanted): Promise<void> {
  const { target, host, environment = 'production', given, terminal, signal } = wanted
  const touched = (await target.touches?.(host)) ?? null
  const isReal = wanted.production || (wanted.environment !== undefined && isProduction(environment))
  const names = [...(touched === null ? [] : [touched.name]), ...(isReal ? [environment] : [])]
  const missing = names.filter((name) => !given.includes(name))
  if (touched !== null) terminal.err(shown(touched))
  for (const name of missing) {
    const what = name === touched?.name ? 'the project' : 'the environment'
    const asked = terminal.ask?.(`Type the name of ${what} to go on: `)
    const typed = await unlessAborted(Promise.resolve(asked), signal)
    if (typed?.trim() !== name) throw notConfirmed(what, name, typed?.trim(), given)
    given.push(name)
  }
}

export function isProduction(environment: string): boolean {
  return /^prod/i.test(environment)
}

function shown({ where, things }: Touched): string {
  const lines = things.map(({ name, image, state }) => `  ${name}  ${image}  ${state}\n`)
  return `This was there before, and may be touched: ${where}\n${lines.join('')}`
}

function notConfirmed(
  what: string,
  name: string,
  typed: string | undefined,
  given: readonly string[],
): FiredrillError {
  const others = given.length > 0 ? ` (${given.join(', ')} was)` : ''
  const how =
    typed === undefined
      ? `was not named${others}, and there is no terminal to ask at`
      : `was not named: "${typed}" was typed`
  return new FiredrillError('not-confirmed', `Nothing was touched: ${what} ${name} ${how}.`, {
    hint: `Name it: --confirm ${name}.`,
  })
}
