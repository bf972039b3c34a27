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

/** Of an app's own port. Any other prefix is mostly that of something which it depends on. */
const OWN_PORT = /^(APP|HTTP|SERVER|WEB|LISTEN|LISTENING|NODE)_PORT$/

/** The variable by which a Node program is told its port; null: it reads none that is surely its own. */
export function portVariableIn(text: string | null): string | null {
  const names = variablesIn(text ?? '')
  return names.find((name) => name === 'PORT') ?? names.find((name) => OWN_PORT.test(name)) ?? null
}

/** As in `env.PORT`, `env['PORT']` and `const { PORT = 3000, HOST: host } = process.env`. */
function variablesIn(text: string): string[] {
  const asked = [...text.matchAll(/\benv(?:\.|\[['"])([A-Z][A-Z0-9_]*)\b/g)].map(([, name = '']) => name)
  const taken = [...text.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g)].flatMap(([, names = '']) =>
    names.split(',').map((each) => each.split(/[:=]/)[0]?.trim() ?? ''),
  )
  return [...asked, ...taken]
}

/** The port that a program listens on whatever it is told; null: none that can be seen. */
export function fixedPortIn(text: string | null): number | null {
  const found = /\.listen\(\s*(\d{2,5})\b/.exec(text ?? '')?.[1]
  return found === undefined ? null : Number(found)
}
