/** The digest of a whole artifact: it changes with any name, content or link in it, and with nothing else. */
import { createHash } from 'node:crypto'
import type { Files } from '../../host/host.ts'
import { type Entry, listTree } from '../app/tree.ts'

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

async function lineOf(files: Files, { relative, path, link }: Entry): Promise<string> {
  // As JSON: a name with a line break in it must not look like two names.
  if (link !== null) return JSON.stringify([relative, 'link', link])
  return JSON.stringify([relative, 'file', await files.digest(path)])
}
