/** Which of the files that decide what a drill asks for are others now than when a run was made. */
import { resolve } from 'node:path'
import type { Files } from '../host/host.ts'
import type { RunStarted } from '../journal/run-started.ts'

/** A run on another configuration may be right: its target and its parameters are looked at by themselves. */
const DECIDING = new Set(['drill', 'load script'])

/** As their record names them. A file that is not there says nothing: the records may be of another project. */
export async function changedInputs(
  files: Pick<Files, 'exists' | 'digest'>,
  root: string,
  { inputs = [] }: Pick<RunStarted, 'inputs'>,
): Promise<string[]> {
  const changed: string[] = []
  for (const { role, path, digest } of inputs) {
    const now = resolve(root, path)
    if (!DECIDING.has(role) || !(await files.exists(now))) continue
    // What cannot be read is not what it was.
    if ((await files.digest(now).catch(() => null)) !== digest) changed.push(path)
  }
  return changed
}
