import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Host } from '../../host/host.ts'
import { secretsVariable } from '../../redact/process.ts'

export interface Watchdog {
  /** Tells it that everything is undone; resolves when it has ended. */
  release(): Promise<void>
}

/** The program beside this file: `main.ts` as it is, or the compiled `main.js` of the published package. */
const PROGRAM = fileURLToPath(
  import.meta.resolve(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js'),
)

/** Starts the watchdog of the run whose record is in `directory`; it writes to `watchdog.log` there. */
export async function startWatchdog(host: Host, directory: string): Promise<Watchdog> {
  const { PATH, HOME, XDG_STATE_HOME, TMPDIR } = host.env
  // A CI runner ends what carries its own variables: the watchdog gets only what it needs.
  const env = { PATH, HOME, XDG_STATE_HOME, TMPDIR, ...secretsVariable() }
  const log = join(directory, 'watchdog.log')
  const child = await host.processes.spawnDetached([process.execPath, PROGRAM, directory], env, log)
  return {
    async release() {
      child.stdin?.end('released\n')
      await child.exited
    },
  }
}
