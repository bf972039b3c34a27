/** What lies below a directory. */
import { join } from 'node:path'
import type { Files } from '../../host/host.ts'

export interface Entry {
  relative: string
  path: string
  /** Of a symbolic link, which is not followed. */
  link: string | null
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
