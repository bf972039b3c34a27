/** The digest of a whole artifact: it changes with any name, content or link in it, and with nothing else. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Files } from '../../host/host.ts'

const AT_ONCE = 16

/** SHA-256, hex, over the sorted relative paths with each file's own digest; `path` may be a single file. */
export async function artifactDigest(files: Files, path: string): Promise<string> {
  const entries = await listTree(files, path, '')
  if (entries === null) return files.digest(path)
  const lines: string[] = []
  for (let first = 0; first < entries.length; first += AT_ONCE)
    lines.push(
      ...(await Promise.all(entries.slice(first, first + AT_ONCE).map((entry) => lineOf(files, entry)))),
    )
  // By code unit, not by locale: the same on every machine.
  const sorted = lines.toSorted((a, b) => (a < b ? -1 : 1))
  return createHash('sha256').update(sorted.join('\n')).digest('hex')
}

export interface Entry {
  relative: string
  path: string
  /** Of a symbolic link, which is not followed. */
  link: string | null
}

async function lineOf(files: Files, { relative, path, link }: Entry): Promise<string> {
  // As JSON: a name with a line break in it must not look like two names.
  if (link !== null) return JSON.stringify([relative, 'link', link])
  return JSON.stringify([relative, 'file', await files.digest(path)])
}

/** Everything below it that is no directory, links not followed. Null when it is not a directory itself. */
export async function listTree(files: Files, path: string, relative: string): Promise<Entry[] | null> {
  const names = await listed(files, path)
  if (names === null) return null
  const entries: Entry[] = []
  for (const name of names) {
    const inner = { relative: relative === '' ? name : `${relative}/${name}`, path: join(path, name) }
    const link = await files.readLink(inner.path)
    const below = link === null ? await listTree(files, inner.path, inner.relative) : null
    if (below === null) entries.push({ ...inner, link })
    else entries.push(...below)
  }
  return entries
}

async function listed(files: Files, path: string): Promise<string[] | null> {
  try {
    return await files.list(path)
  } catch (error) {
    // What is not there at all fails as well when its digest is asked for.
    if (error instanceof Error && 'code' in error && ['ENOTDIR', 'ENOENT'].includes(String(error.code)))
      return null
    throw error
  }
}
