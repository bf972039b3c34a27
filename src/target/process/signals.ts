/** Signals to everything of one process: what was spawned, and what that forked. */
import { FiredrillError } from '../../errors.ts'
import type { Host, ProcessIdentity } from '../../host/host.ts'
import type { CommandLine } from '../target.ts'
import type { Managed } from './managed.ts'

const POLL_MS = 20
const KILL_WITHIN_MS = 5000
const STOP_WITHIN_MS = 2000

/** `kill -KILL 4711 4712`. */
export function killCommand(
  signal: NodeJS.Signals,
  processes: readonly ProcessIdentity[],
  cwd: string,
): CommandLine {
  return { argv: ['kill', `-${signal.slice(3)}`, ...processes.map(({ pid }) => String(pid))], cwd, env: {} }
}

export async function signalEach(
  host: Host,
  processes: readonly ProcessIdentity[],
  signal: NodeJS.Signals,
): Promise<void> {
  await Promise.all(processes.map((process) => host.processes.signal(process, signal)))
}

/** SIGKILL until nothing is left: a fork made meanwhile is found by the next look. Throws `stop-failed`. */
export async function killAll(
  host: Host,
  managed: Managed,
  first: readonly ProcessIdentity[],
): Promise<void> {
  const deadlineMs = host.clock.monoMs() + KILL_WITHIN_MS
  let left = first
  while (left.length > 0) {
    await signalEach(host, left, 'SIGKILL')
    left = await managed.processes()
    if (left.length === 0) return
    if (host.clock.monoMs() > deadlineMs) {
      const pids = left.map(({ pid }) => pid).join(' ')
      throw new FiredrillError('stop-failed', `${managed.spec.name} did not end on SIGKILL: ${pids}.`, {
        hint: `See what they wait for: ps -o pid,stat,wchan:30,args -p ${pids.replaceAll(' ', ',')}`,
      })
    }
    await host.clock.sleep(POLL_MS)
  }
}

/** SIGSTOP until everything is stopped, forks made meanwhile included, or two seconds have passed. */
export async function stopAll(
  host: Host,
  managed: Managed,
  first: readonly ProcessIdentity[],
): Promise<void> {
  const deadlineMs = host.clock.monoMs() + STOP_WITHIN_MS
  let running = first
  while (running.length > 0 && host.clock.monoMs() < deadlineMs) {
    await signalEach(host, running, 'SIGSTOP')
    running = await notStopped(host, managed)
  }
}

export async function notStopped(host: Host, managed: Managed): Promise<ProcessIdentity[]> {
  const all = await managed.processes()
  const stopped = await Promise.all(all.map((process) => host.processes.stopped(process)))
  return all.filter((_, index) => !stopped[index])
}
