/** Small things that the text of a program tells of it. */

/** What apps call the path that says whether they can serve, the likeliest first. */
const READY_PATHS = [
  '/ready',
  '/readyz',
  '/health/ready',
  '/healthz',
  '/health',
  '/up',
  '/livez',
  '/ping',
] as const

/** The likeliest path that the text names; `/` where it names none. `file` is said to be where it stands. */
export function readyPathIn(text: string | null, file: string): { path: string; from: string } {
  const path = READY_PATHS.find((each) => new RegExp(`['"\`]${each}['"\`]`).test(text ?? ''))
  if (path !== undefined) return { path, from: file }
  return { path: '/', from: `nothing like /ready stands in ${file}` }
}

/** The path of the first URL in a health check, such as `curl -f http://localhost:3000/health`; null: it has none. */
export function pathInCheck(text: string): string | null {
  return /https?:\/\/[^/\s"']+(\/[^\s"',\]]*)/.exec(text)?.[1] ?? null
}

/** The variable by which a Node program is told its port; null: it names none. */
export function portVariableIn(text: string | null): string | null {
  return /\benv(?:\.|\[['"])([A-Z][A-Z0-9_]*PORT|PORT)\b/.exec(text ?? '')?.[1] ?? null
}

/** The port that a program listens on whatever it is told; null: none that can be seen. */
export function fixedPortIn(text: string | null): number | null {
  const found = /\.listen\(\s*(\d{2,5})\b/.exec(text ?? '')?.[1]
  return found === undefined ? null : Number(found)
}
