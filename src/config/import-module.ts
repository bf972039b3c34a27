/** Imports a file of the user's, and turns what it throws into one clear message: no stack, but the place. */
import { pathToFileURL } from 'node:url'
import { FiredrillError, messageOf } from '../errors.ts'

/** The file's default export. `code` is raised when the file throws; errors of firedrill itself pass through. */
export async function importDefault(
  file: string,
  { code, shown, root }: { code: 'config-throws' | 'drill-throws'; shown: string; root: string },
): Promise<unknown> {
  try {
    const loaded: { default?: unknown } = await import(/* @vite-ignore */ pathToFileURL(file).href)
    return loaded.default
  } catch (error) {
    if (isFiredrillError(error)) throw error
    const place = placeIn(error, root) ?? shown
    const message = messageOf(error).trim().replaceAll(`${root}/`, '')
    throw new FiredrillError(code, `${place}: ${message}`, { hint: hintFor(error, shown), cause: error })
  }
}

/** Also when another copy of firedrill raised it. */
export function isFiredrillError(error: unknown): error is FiredrillError {
  return error instanceof Error && error.name === 'FiredrillError' && 'code' in error && 'hint' in error
}

/** The first line of the stack that lies in the project: `firedrill.config.ts:3`. */
function placeIn(error: unknown, root: string): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  for (const line of stack.split('\n')) {
    const start = line.indexOf(`${root}/`)
    const frame = start === -1 ? null : /^(.+?):(\d+)/.exec(line.slice(start + root.length + 1))
    if (frame && !frame[1]!.includes('node_modules')) return `${frame[1]!.replace(/\?.*$/, '')}:${frame[2]}`
  }
  return null
}

function hintFor(error: unknown, shown: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_MODULE_NOT_FOUND') return `Install what ${shown} imports, or correct the path.`
  // package.json says "type": "commonjs", as one that `npm init` wrote does.
  if (
    error instanceof SyntaxError &&
    /import statement outside a module|Unexpected token 'export'/.test(error.message)
  )
    return `Call it ${shown.replace(/\.(ts|js)$/, '.m$1')}, or set "type": "module" in package.json: it is taken for CommonJS.`
  if (error instanceof SyntaxError || code === 'ERR_INVALID_TYPESCRIPT_SYNTAX')
    return `Correct the syntax of ${shown}.`
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return 'Node strips types only: no enum, no namespace, no parameter property.'
  return `Correct ${shown}; --debug shows where it was thrown.`
}
