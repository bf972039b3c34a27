/** How long things take at most in the built-in edge, ms: what tells it where to send waits for what it lets run. */

/**
 * For an answer to begin. It asks each instance whether it is ready, and finds out by that who hangs: a slow answer alone is the app's matter.
 */
export const ANSWER_BEGINS_WITHIN_MS = 30_000

/** What waited on an instance when that was left out has its answer by then, or was refused one; with time to spare. */
export const ANSWERED_WITHIN_MS: number = ANSWER_BEGINS_WITHIN_MS + 10_000
