import type { Child, Host, ProcessIdentity } from '../../host/host.ts'
import type { Commanding } from '../app/command.ts'
import type { UnexpectedEnd } from '../target.ts'

/** What all processes of one started target share. */
export interface Runtime extends Commanding {
  /** Ends that nobody asked for, in the order in which they were seen. */
  ends: UnexpectedEnd[]
  /** What must not be shown, as it was given: `env(…)` and the options' `secrets`. */
  secrets: readonly string[]
  /** Directories of the releases that were found so far. */
  artifacts: Set<string>
}

/** How a process came to its end: all of it, forks included. */
export interface End {
  how: string
  atMs: number
}

const LOOK_EVERY_MS = 100

/** Resolves when nothing of the spawn is left: the spawned process ended, and so did everything that it forked. */
export async function untilGone(host: Host, mark: string, child: Child): Promise<End> {
  const { code, signal } = await child.exited
  while ((await allOf(host, mark)).length > 0) await host.clock.sleep(LOOK_EVERY_MS)
  return {
    how: signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`,
    atMs: host.clock.monoMs(),
  }
}

/** Everything alive of a spawn. None is believed only when seen twice: one look may miss a child just born. */
export async function allOf(host: Host, mark: string): Promise<ProcessIdentity[]> {
  const first = await host.processes.marked(mark)
  return first.length > 0 ? first : host.processes.marked(mark)
}
