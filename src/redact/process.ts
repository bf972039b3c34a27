/** What this process must not let out. Everything that writes asks it; what reads the configuration tells it. */
import { type HandedOver, Redaction } from './redaction.ts'
import { isSecretName } from './secret-names.ts'

export const ownRedaction = new Redaction()

/** Carries what one process knows to another of the run's own, whose environment nobody else can read. */
const VARIABLE = 'FIREDRILL_SECRETS'
/** The system takes no longer variable (Linux: 128 KiB). */
const MOST_CHARACTERS = 100_000
/** Of a variable that the configuration does not name: a shorter value is rather a setting. */
const LEAST = 8

type Environment = Readonly<Record<string, string | undefined>>

/** Variables that are named as secrets: a tool that inherits the environment may print them. */
export function learnEnvironment(env: Environment): void {
  for (const [name, value = ''] of Object.entries(env))
    if (isSecretName(name) && value.length >= LEAST) ownRedaction.learn(`environment ${name}`, value)
}

/** For the environment of the watchdog. */
export function secretsVariable(): Record<string, string> {
  const handed = ownRedaction.handOver()
  // The longest goes first: of what is left the more is kept.
  const known = handed.known.toSorted(([, a], [, b]) => a.length - b.length)
  while (known.length + handed.patterns.length > 0) {
    const text = JSON.stringify({ ...handed, known })
    if (text.length <= MOST_CHARACTERS) return { [VARIABLE]: text }
    if (known.pop() === undefined) break
  }
  return {}
}

/** In the watchdog, before anything else: none of its children inherits it. */
export function takeOverSecrets(env: Record<string, string | undefined>): void {
  const text = env[VARIABLE]
  delete env[VARIABLE]
  if (text !== undefined) ownRedaction.takeOver(JSON.parse(text) as HandedOver)
}
