import type { Host } from '../host/host.ts'

const TIMEOUT_MS = 5000

/** The project's git commit, and whether anything is changed since; null where there is none, or no git. */
export async function commitOf(host: Host, root: string): Promise<{ hash: string | null; dirty: boolean }> {
  const git = async (...args: string[]): Promise<string | null> => {
    const options = { cwd: root, env: host.env, timeoutMs: TIMEOUT_MS }
    const { exitCode, stdout } = await host.processes.run(['git', ...args], options)
    return exitCode === 0 ? stdout.trim() : null
  }
  try {
    const hash = await git('rev-parse', 'HEAD')
    const status = hash === null ? null : await git('status', '--porcelain')
    return { hash, dirty: status !== null && status !== '' }
  } catch {
    // No git here: the record says so by a commit of null.
    return { hash: null, dirty: false }
  }
}
