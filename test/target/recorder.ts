import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { ChangeIntent, Observation, TargetContext } from '../../src/target/target.ts'
import { runUndo } from '../../src/undo/map.ts'

/** Everything that changes the world; each call must happen inside a `change`. */
const MUTATORS = {
  processes: ['spawn', 'spawnDetached', 'signal', 'run'],
  files: ['writeAtomic', 'createExclusive', 'openAppend', 'makeDir', 'remove', 'link'],
} as const
const ENGINE_MUTATORS = [
  'signal',
  'stop',
  'start',
  'pause',
  'unpause',
  'remove',
  'limit',
  'disconnect',
  'connect',
  'exec',
]
/** Commands that only tell something. */
const READING = /^(docker (context inspect|compose .*\bconfig )|df )/

export interface World {
  root: string
  context: TargetContext
  host: Host
  intents: ChangeIntent[]
  /** Calls that changed something outside of any `change`. */
  unjournaled: string[]
  progress: string[]
  observed: Observation[]
  cancel(): void
  /** Undoes everything in reverse, hurriedly, removes the directory, and checks that nothing is left. */
  close(): Promise<void>
}

let worlds = 0

/** A run of one target on the real host, in a directory of its own. */
export async function createWorld(): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'firedrill-target-'))
  const run = `t${process.pid}-${++worlds}`
  const inside = new AsyncLocalStorage<string>()
  const unjournaled: string[] = []
  // Logs that are followed come when they come, and stay in the run record.
  const isFree = (what: string) => READING.test(what) || what.startsWith(join(root, 'logs'))
  const host = watched(nodeHost(), isFree, (call) => {
    if (inside.getStore() === undefined) unjournaled.push(call)
  })
  const intents: ChangeIntent[] = []
  const progress: string[] = []
  const observed: Observation[] = []
  const cancelling = new AbortController()
  let marks = 0
  const context: TargetContext = {
    host,
    run,
    root,
    logsDir: join(root, 'logs'),
    stateDir: join(root, 'state'),
    signal: cancelling.signal,
    change: async (intent, act) => {
      intents.push(intent)
      return inside.run(intent.what, act)
    },
    nextMark: () => `${run}/${++marks}`,
    progress: (text) => progress.push(text),
    observed: (what) => observed.push(what),
  }
  await mkdir(context.logsDir)
  await mkdir(context.stateDir)
  const close = async () => {
    const undoing = { host: nodeHost(), signal: AbortSignal.timeout(10_000), hurry: true }
    for (const { undo } of intents.toReversed())
      expect(await runUndo(undo, undoing)).toMatchObject({ healed: true })
    await rm(root, { recursive: true, force: true })
    expect(await nodeHost().processes.marked(`${run}/`)).toEqual([])
  }
  return {
    root,
    context,
    host,
    intents,
    unjournaled,
    progress,
    observed,
    cancel: () => cancelling.abort(),
    close,
  }
}

function watched(host: Host, isFree: (path: string) => boolean, called: (call: string) => void): Host {
  const watch = <T extends object>(room: T, names: readonly string[]): T =>
    new Proxy(room, {
      get(target, name, receiver) {
        const value = Reflect.get(target, name, receiver)
        if (!names.includes(String(name)) || typeof value !== 'function') return value
        return (...args: unknown[]) => {
          // What is run in a container comes after the container.
          const what = name === 'exec' ? args[1] : args[0]
          if (!isFree(wordsOf(what))) called(String(name))
          return Reflect.apply(value, target, args)
        }
      },
    })
  return {
    ...host,
    processes: watch(host.processes, MUTATORS.processes),
    files: watch(host.files, MUTATORS.files),
    engines: { open: (endpoint, options) => watch(host.engines.open(endpoint, options), ENGINE_MUTATORS) },
  }
}

/** A path, or a command. */
function wordsOf(first: unknown): string {
  return Array.isArray(first) ? `${first.join(' ')} ` : String(first)
}
