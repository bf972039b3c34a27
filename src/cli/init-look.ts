/** How `init` looks at a project: its files, by paths below its root. */
import { join } from 'node:path'
import type { Files } from '../host/host.ts'
import type { Look } from '../init/way.ts'

/** `root`: absolute. */
export function lookAt(files: Files, root: string): Look {
  const depth = root.split('/').filter((part) => part !== '').length
  return {
    // A directory of that name is no such file.
    read: (path) => files.readIfThere(join(root, path)).catch(() => null),
    exists: (path) => files.exists(join(root, path)),
    above: Array.from({ length: depth }, (_, index) => Array(index + 1).fill('..').join('/')),
  }
}
