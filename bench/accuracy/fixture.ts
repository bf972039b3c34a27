/**
 * The fixture for tools that start none: database, two instances and edge, as the configuration's target for processes
 * starts them in the environment named, and a command that starts the victim again just as it was started.
 */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { targetCandidates } from '../../src/config/choose-target.ts'
import { loadConfig } from '../../src/config/load.ts'
import type { Host } from '../../src/host/host.ts'
import { createProcessTarget } from '../../src/target/process/process-target.ts'
import type { Instance, RunningTarget, Target, TargetContext } from '../../src/target/target.ts'
import { root } from '../drill-trial.ts'
import { endAllOf } from './left.ts'
import { startScript } from './start-script.ts'

export interface Fixture {
  edge: string
  victim: Reached & { pid: number; start: string }
  other: Reached
  /** What is written goes there; removed by `stop`. */
  directory: string
  /** Everything of it, what the tool has started among it; nothing is left. */
  stop(): Promise<void>
}

interface Reached {
  name: string
  url: string
}

/** Those that are not stopped yet. */
const open = new Set<() => Promise<void>>()

/** For whoever is asked to end in the midst of a trial. */
export async function stopFixtures(): Promise<void> {
  await Promise.allSettled([...open].map((stop) => stop()))
}

/** `id` stands in the environment of every process of it. */
export async function startFixture(
  host: Host,
  id: string,
  environment: string | null,
  victim: string,
): Promise<Fixture> {
  const directory = join(tmpdir(), `firedrill-${id}`)
  // The database may run as another user, who has to get in.
  mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o755 })
  let running: RunningTarget | null = null
  const stop = async (): Promise<void> => {
    // So that a database has no time to leave anything behind, it is asked first.
    await running?.stop().catch((error: unknown) => console.error(`${id}: ${String(error)}`))
    await endAllOf(id)
    rmSync(directory, { recursive: true, force: true })
    open.delete(stop)
  }
  open.add(stop)
  try {
    running = await (await targetOf(host, environment)).start(contextOf(host, id, directory))
    await running.stepsBegin?.()
    return { ...described(await running.instances(), victim, directory), edge: edgeOf(running), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function targetOf(host: Host, environment: string | null): Promise<Target> {
  const loaded = await loadConfig({ cwd: root, environment, env: host.env, files: host.files })
  const [candidate] = targetCandidates(loaded, 'processes', false)
  if (candidate === undefined) throw new Error(`no target for processes in ${environment}`)
  return createProcessTarget(candidate.config.options, { root: loaded.root, at: candidate.at })
}

function contextOf(host: Host, id: string, directory: string): TargetContext {
  let marks = 0
  return {
    host,
    run: id,
    root,
    logsDir: join(directory, 'logs'),
    stateDir: directory,
    signal: new AbortController().signal,
    change: (_intent, act) => act(),
    covered: (_undo, act) => act(),
    nextMark: () => `${id}/${++marks}`,
    progress: () => undefined,
    observed: () => undefined,
  }
}

function edgeOf({ edge }: RunningTarget): string {
  return edge.href.replace(/\/$/, '')
}

function described(
  instances: readonly Instance[],
  victim: string,
  directory: string,
): Omit<Fixture, 'edge' | 'stop'> {
  const hit = instances.find(({ name }) => name === victim)
  const other = instances.find(({ name }) => name !== victim)
  const pid = hit?.identity?.process?.pid
  if (!hit?.url || !other?.url || pid === undefined) throw new Error(`${victim} was not found to be up`)
  const start = join(directory, `start-${victim}`)
  writeFileSync(start, startScript(pid, root, join(directory, 'logs', `${victim}.log`)))
  chmodSync(start, 0o755)
  return {
    victim: { name: hit.name, url: hit.url, pid, start },
    other: { name: other.name, url: other.url },
    directory,
  }
}
