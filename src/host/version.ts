import { createRequire } from 'node:module'

const { version } = createRequire(import.meta.url)('firedrill/package.json') as { version: string }

/** firedrill's own version, as its package says. */
export const VERSION: string = version

/** What firedrill calls itself to whom it asks (RFC 9110, 10.1.5): some balancers and firewalls answer 403 to who says nothing. */
export const USER_AGENT: string = `firedrill/${VERSION}`
