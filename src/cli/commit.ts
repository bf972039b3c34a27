import type { Host } from '../host/host.ts'

const TIMEOUT_MS = 5000

/**
 * The project's git commit, and whether anything is changed since, which it is taken to be where git does not say; null
 * where there is none, or no git.
 */
export async function commitOf(host: Host, root: string): Promise<{ hash: string | null; dirty: boolean }> {
  const hash = await git(host, root, 'rev-parse', 'HEAD')
  return { hash, dirty: hash !== null && (await git(host, root, 'status', '--porcelain')) !== '' }
}

/** What it writes; null: it ended with an error or not in time, or there is no git. */
async function git(host: Host, cwd: string, ...args: string[]): Promise<string | null> {
  try {
    const options = { cwd, env: host.env, timeoutMs: TIMEOUT_MS }
    const { exitCode, stdout } = await host.processes.run(['git', ...args], options)
    return exitCode === 0 ? stdout.trim() : null
  } catch {
    // The record says so by a commit of null, or by one with changes.
    return null
  }
}
