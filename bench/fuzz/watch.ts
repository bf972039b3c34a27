/** Watches a worker: an input that takes too long, or too much memory, is a finding, and the next worker goes on after it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Counts, Finding } from './run-kind.ts'
import type { Said, Work } from './worker.ts'

export interface Limits {
  /** Of one input, ms. */
  longestMs: number
  /** Of the heap of the worker, and of the whole process beyond what it had before, MiB. */
  heapMb: number
  processMb: number
}

export const LIMITS: Limits = { longestMs: 20_000, heapMb: 768, processMb: 2048 }

export interface Watched {
  counts: Counts
  findings: Finding[]
}

const LOOK_MS = 50
const MIB = 1024 ** 2

/** All inputs of a kind. */
export async function watchKind(
  work: Omit<Work, 'from' | 'progress'>,
  limits: Limits = LIMITS,
): Promise<Watched> {
  const counts: Counts = { inputs: 0, errors: 0, partial: 0, whole: 0 }
  const findings: Finding[] = []
  for (let from = 0; from < work.of; ) {
    const part = await watchFrom({ ...work, from }, limits, findings)
    if ('counts' in part) {
      for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += part.counts[key]
      break
    }
    // What it was read as before it was ended is not known any more: they count as read.
    counts.inputs += part.at + 1 - from
    findings.push({ index: part.at, how: 'see --only and --from', what: part.why })
    from = part.at + 1
  }
  return { counts, findings }
}

async function watchFrom(
  work: Omit<Work, 'progress'>,
  limits: Limits,
  findings: Finding[],
): Promise<{ counts: Counts } | { at: number; why: string }> {
  const progress = new Int32Array(new SharedArrayBuffer(8))
  Atomics.store(progress, 0, work.from)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { ...work, progress } satisfies Work,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  })
  const end: End = { counts: null, failure: null, over: false, code: null }
  worker.on('message', (said: Said) => {
    if ('finding' in said) findings.push(said.finding)
    else end.counts = said.counts
  })
  worker.on('error', (error) => {
    end.failure = error instanceof Error ? error : new Error(String(error))
  })
  const ended = new Promise<number>((resolve) => worker.once('exit', resolve)).then((code) => {
    end.over = true
    end.code = code
  })
  const hadMb = processMb()
  let why: string | null = null
  let [seen, sinceMs] = [-1, Date.now()]
  while (!end.over && why === null) {
    await Promise.race([sleep(LOOK_MS), ended])
    const read = Atomics.load(progress, 1)
    if (read !== seen) [seen, sinceMs] = [read, Date.now()]
    // Before the first input, modules are loaded.
    else if (read > 0 && Date.now() - sinceMs > limits.longestMs)
      why = `it takes longer than ${limits.longestMs} ms`
    const moreMb = processMb() - hadMb
    if (moreMb > limits.processMb) why = `the process has ${Math.round(moreMb)} MiB more`
  }
  if (why !== null) await worker.terminate()
  await ended
  const { counts, failure } = end
  if (counts !== null && why === null) return { counts }
  if (Atomics.load(progress, 1) === 0)
    throw new Error(`no input was read: ${why ?? wordsOf(failure)} (exit code ${end.code})`)
  return { at: Atomics.load(progress, 0), why: why ?? wordsOf(failure) }
}

function processMb(): number {
  return process.memoryUsage.rss() / MIB
}

interface End {
  counts: Counts | null
  failure: Error | null
  over: boolean
  /** The worker's; null: it is at work. */
  code: number | null
}

function wordsOf(failure: Error | null): string {
  if (failure === null) return 'the worker ended without a word'
  const memory = 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return memory
    ? 'it takes more memory than there is'
    : `the worker failed: ${failure.stack ?? failure.message}`
}
