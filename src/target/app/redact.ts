/** Keeps secrets out of everything that is shown or recorded: command lines, last lines of logs, messages. */
export type Redact = (text: string) => string

const SHOWN = '‹redacted›'
/** A shorter secret is replaced only where it is the whole text: it would be found in every other word. */
const SHORTEST_PART = 4
/** What stands before the password, and the password. */
export const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)([^\s@/]+)@/gi

export function createRedact(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
  return (text) => {
    if (known.includes(text)) return SHOWN
    const parts = known.filter((secret) => secret.length >= SHORTEST_PART)
    const replaced = parts.reduce((shown, secret) => shown.replaceAll(secret, SHOWN), text)
    return replaced.replaceAll(URL_PASSWORD, `$1${SHOWN}@`)
  }
}
