/** The modules of its own that a Node program names, one step from it. */
import { posix } from 'node:path'
import type { Look } from './way.ts'

const NAMED = /(?:\bfrom|\bimport\(?|\brequire\()\s*['"](\.{1,2}\/[^'"]+)['"]/g
/** What stands before the name of a module, with the names that it is given: `import a, { b } from './c'`. */
const BOUND =
  /(?:\bimport\s+([^'";]*?)\s+from|([\w$]+|\{[^{}]*\})\s*=\s*(?:await\s+)?(?:import|require)\()\s*['"](\.{1,2}\/[^'"]+)['"]/g
/** More than an entry file has; a bundle may have thousands. */
const MOST = 20
/** A router below a path of its own: what it answers at `/healthz` is elsewhere. `'/'` is none. */
const BELOW_A_PATH = /\.use\(\s*['"`]\/[^'"`]+['"`]\s*,/g
/** Serves files, and routes nothing. */
const FILES_ALONE = /^\s*(?:[\w$]+\.)?static\(/

/** Their paths and texts, in the order in which `text` names them, without those that it puts below a path; none where it puts something there that cannot be told. */
export async function localModules(
  look: Look,
  file: string,
  text: string,
): Promise<{ path: string; text: string }[]> {
  const below = modulesBelow(text)
  if (below === null) return []
  const named = [...text.matchAll(NAMED)].slice(0, MOST).map(([, name = '']) => name)
  const found = await Promise.all(
    [...new Set(named)]
      .filter((name) => !below.has(name))
      .map((name) => firstOf(look, spellings(posix.join(posix.dirname(file), name)))),
  )
  return [...new Map(found.flatMap((each) => (each === null ? [] : [[each.path, each]]))).values()]
}

/** Null: what stands below a path is no module that `text` names. */
function modulesBelow(text: string): Set<string> | null {
  const bound = [...text.matchAll(BOUND)].flatMap(([, imported, required, module = '']) =>
    namesIn(imported ?? required ?? '').map((name) => ({ name, module })),
  )
  const below = new Set<string>()
  for (const { index, 0: beginning } of text.matchAll(BELOW_A_PATH)) {
    const given = untilClosed(text.slice(index + beginning.length))
    const used = [
      ...[...given.matchAll(NAMED)].map(([, module = '']) => module),
      ...bound.filter(({ name }) => wordsIn(given).has(name)).map(({ module }) => module),
    ]
    if (used.length === 0 && !FILES_ALONE.test(given)) return null
    for (const module of used) below.add(module)
  }
  return below
}

/** `a, { b as c, d: e }` gives a, b, c, d, e: one too many leaves a module out, one too few would take a wrong one. */
function namesIn(binding: string): string[] {
  return [...wordsIn(binding)].filter((word) => word !== 'as')
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/[\w$]+/g) ?? [])
}

/** The rest of a call, up to its closing bracket. */
function untilClosed(text: string): string {
  let open = 1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open += 1
    else if (text[at] === ')') open -= 1
    if (open === 0) return text.slice(0, at)
  }
  return text
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
