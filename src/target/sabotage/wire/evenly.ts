/** The golden ratio's multiples fill the unit more evenly than any others, and fall into step with nothing that repeats. */
const STEP = (Math.sqrt(5) - 1) / 2

/**
 * In place of chance: 0 ≤ value < 1, so spread that of any hundred in a row all but exactly ten are below 0.1. A share
 * that came out smaller by chance would be let through by a good drill.
 */
export function evenly(): () => number {
  let value = 0
  return () => {
    value = (value + STEP) % 1
    return value
  }
}
