/** Before anything else is loaded: whether this Node can run firedrill at all. Imports nothing. */

/** The first that runs TypeScript files as they are, and the HTTP client that is used here. */
const OLDEST = [22, 19] as const

/** What to say and do instead; null: it is new enough. `version` is `process.versions.node`. */
export function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null
  return (
    `firedrill needs Node ${OLDEST.join('.')} or newer; this is ${version}.\n` +
    '  Install a newer one for this project alone: npm install --save-dev node@24\n' +
    '  npm scripts and npx then use it.\n'
  )
}
