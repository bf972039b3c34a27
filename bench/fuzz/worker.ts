/** Runs inputs of one kind where it can be ended from outside: a loop without end, or memory without end, is seen there. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Kind } from './kind.ts'
import { type Counts, runKind } from './run-kind.ts'

export interface Work {
  /** The module that has the kinds, and the name of what it exports. */
  module: string
  exported: string
  name: string
  seed: number
  of: number
  from: number
  /** Which input is being read, and how many were. */
  progress: Int32Array
}

/** A message of each finding, as it is found; and at last the counts. */
export type Said = { finding: { index: number; how: string; what: string } } | { counts: Counts }

const { module, exported, name, seed, of, from, progress } = workerData as Work
const loaded = (await import(module)) as Record<string, Readonly<Record<string, Kind>>>
const kind = loaded[exported]?.[name]
if (!kind) throw new Error(`there is no kind ${name}`)
const say = (said: Said): void => parentPort?.postMessage(said)
const counts = await runKind({
  name,
  kind,
  seed,
  of,
  from,
  onInput: (index) => {
    Atomics.store(progress, 0, index)
    Atomics.add(progress, 1, 1)
  },
  onFinding: (finding) => say({ finding }),
})
say({ counts })
