/** How `init` looks at a project: its files, by paths below its root. */
import { join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Files } from '../host/host.ts'
import type { Look } from '../init/way.ts'

/** `root`: absolute. */
export function lookAt(files: Files, root: string): Look {
  const depth = root.split('/').filter((part) => part !== '').length
  return {
    read: (path) => readOne(files, root, path),
    exists: (path) => files.exists(join(root, path)),
    obstacle: (path) => obstacleTo(files, root, path),
    above: Array.from({ length: depth }, (_, index) =>
      Array(index + 1)
        .fill('..')
        .join('/'),
    ),
  }
}

async function readOne(files: Files, root: string, path: string): Promise<string | null> {
  try {
    return await files.readIfThere(join(root, path))
  } catch (error) {
    const code = codeOf(error)
    // A directory of that name is no such file.
    if (code === 'EISDIR') return null
    throw new FiredrillError(
      'already-there',
      `Nothing was written: ${path} is there and cannot be read (${code}).`,
      { hint: 'Make it readable for yourself, or take it away, and run this again.', cause: error },
    )
  }
}

async function obstacleTo(files: Files, root: string, path: string): Promise<string | null> {
  const parts = path.split('/')
  for (const depth of parts.keys()) {
    const part = parts.slice(0, depth + 1).join('/')
    if (!(await files.exists(join(root, part)))) return null
    if (part !== path && !(await isDirectory(files, join(root, part)))) return `${part} is no directory`
  }
  // It would be a plain file then, and what it leads to would stay as it was.
  if ((await files.readLink(join(root, path))) !== null) return `${path} is a symbolic link`
  return (await isDirectory(files, join(root, path))) ? `${path} is a directory` : null
}

async function isDirectory(files: Files, path: string): Promise<boolean> {
  try {
    await files.list(path)
    return true
  } catch (error) {
    // One that may not be listed is one all the same.
    return !['ENOTDIR', 'ENOENT', 'ELOOP'].includes(codeOf(error))
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
