/** Looks for secrets in files, whatever they hold. */
import { relative } from 'node:path'
import type { Files } from '../../host/host.ts'
import { createScan, type Secret } from './secrets.ts'
import { listTree } from './tree.ts'

export interface Searched {
  looked: number
  /** Each file with which secret, never its value. */
  found: string[]
}

/** Each file below `roots`; what lies below `root` is named from there. */
export async function searchFiles(
  files: Files,
  roots: readonly string[],
  wanted: readonly Secret[],
  root: string,
): Promise<Searched> {
  const found: string[] = []
  const paths = await pathsOf(files, roots)
  for (const path of paths)
    for (const { called } of await secretsIn(files, path, wanted))
      found.push(`${shown(path, root)}: ${called}`)
  return { looked: paths.length, found }
}

async function pathsOf(files: Files, roots: readonly string[]): Promise<string[]> {
  const paths = new Set<string>()
  for (const root of new Set(roots)) {
    const entries = await listTree(files, root, '')
    if (entries) for (const { path, link } of entries) link === null && paths.add(path)
    else if (await files.exists(root)) paths.add(root)
  }
  return [...paths]
}

/** What has no size (a socket, a pipe) is not opened: it would never end. */
async function secretsIn(files: Files, path: string, wanted: readonly Secret[]): Promise<Secret[]> {
  const scan = createScan(wanted)
  const size = await files.size(path)
  for (let offset = 0; offset < size && scan.found().length < wanted.length; ) {
    const piece = await files.readFrom(path, offset)
    if (piece.length === 0) break
    scan.feed(piece)
    offset += piece.length
  }
  return scan.found()
}

function shown(path: string, root: string): string {
  const below = relative(root, path)
  return below === '' || below.startsWith('..') ? path : below
}
