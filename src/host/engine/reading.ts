/** Commands in a container that only tell something. */
const READING: ReadonlySet<string> = new Set(['ls', 'df'])

export function isReading(argv: readonly string[]): boolean {
  return READING.has(argv[0] ?? '')
}
