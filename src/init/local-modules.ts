/** The modules of its own that a Node program names, one step from it. */
import { posix } from 'node:path'
import type { Look } from './way.ts'

const NAMED = /(?:\bfrom|\bimport\(?|\brequire\()\s*['"](\.{1,2}\/[^'"]+)['"]/g
/** More than an entry file has; a bundle may have thousands. */
const MOST = 20
/** A router below a path of its own: what it answers at `/healthz` is elsewhere. `'/'` is none. */
const BELOW_A_PATH = /\.use\(\s*['"`]\/[^'"`]/

/** Their paths and texts, in the order in which `text` names them; none where it puts a router below a path. */
export async function localModules(
  look: Look,
  file: string,
  text: string,
): Promise<{ path: string; text: string }[]> {
  if (BELOW_A_PATH.test(text)) return []
  const named = [...text.matchAll(NAMED)].slice(0, MOST).map(([, name = '']) => name)
  const found = await Promise.all(
    [...new Set(named)].map((name) => firstOf(look, spellings(posix.join(posix.dirname(file), name)))),
  )
  return [...new Map(found.flatMap((each) => (each === null ? [] : [[each.path, each]]))).values()]
}

/** `./routes` may be a file without its ending, or a directory; TypeScript calls `routes.ts` `./routes.js`. */
function spellings(path: string): string[] {
  if (path.startsWith('..')) return []
  const written = /\.[cm]?[jt]s$/.test(path) ? [path, path.replace(/js$/, 'ts')] : []
  const ended = ['.js', '.ts', '/index.js', '/index.ts'].map((ending) => `${path}${ending}`)
  return [...written, ...ended]
}

async function firstOf(look: Look, paths: readonly string[]): Promise<{ path: string; text: string } | null> {
  for (const path of paths) {
    const text = await look.read(path)
    if (text !== null) return { path, text }
  }
  return null
}
