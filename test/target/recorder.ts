import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import { bindHost } from '../../src/run/acting/bound-host.ts'
import { createRight, type Right } from '../../src/run/acting/right.ts'
import type { ChangeIntent, Observation, TargetContext } from '../../src/target/target.ts'
import { runUndo } from '../../src/undo/map.ts'

export interface World {
  root: string
  context: TargetContext
  host: Host
  intents: ChangeIntent[]
  /** What was tried outside of any `change`, and refused. */
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
  const unjournaled: string[] = []
  const right = createRight()
  const demand: Right['demand'] = (what) => {
    try {
      right.demand(what)
    } catch (error) {
      unjournaled.push(what)
      throw error
    }
  }
  const directories = () => [join(root, 'logs'), join(root, 'state')]
  const assertMayAct = async () => undefined
  const host = bindHost(nodeHost(), { ...right, demand }, { mark: `${run}/`, directories, assertMayAct })
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
      return right.during(act)
    },
    covered: (_undo, act) => right.during(act),
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
