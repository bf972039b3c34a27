import { createRequire } from 'node:module'

const { version } = createRequire(import.meta.url)('firedrill/package.json') as { version: string }

/** firedrill's own version, as its package says. */
export const VERSION: string = version
