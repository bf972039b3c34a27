/** The first event of a journal: what the run is of, and with what it was run. */
import type { JsonObject } from '../drill/model.ts'
import type { JOURNAL_FORMAT } from './events.ts'

export interface RunStarted {
  type: 'run-started'
  format: typeof JOURNAL_FORMAT
  run: string
  drill: string
  firedrill: string
  /** Machine monotonic ms and wall ms at the run's zero. */
  zeroMonoMs: number
  zeroWallMs: number
  pid: number
  /** `edge`: it is firedrill's own; left out: it is the team's. */
  target: { name: string; kind: string; why: string; edge?: 'built-in' }
  environment: string | null
  seed: number
  strict: boolean
  /** 1, unless an inconclusive run was tried again. */
  attempt: number
  /** `machine`: `2 cores of Intel Xeon, 8 GiB, Linux 6.1.0`; older records do not say. */
  versions: { firedrill: string; node: string; load: string; platform: string; machine?: string }
  commit: { hash: string | null; dirty: boolean }
  /** The project's root, absolute: commands of the record begin there. Older records do not say. */
  root?: string
  /**
   * As given: `set`, `params`, `blastRadius`; `lease`: false where it went without one; `sabotage`: what a proof made wrong;
   * `inline`: true where the drill was made in a test.
   */
  options: JsonObject
  /** At its end the record is sealed (`seal.ts`): without a seal it was cut off. Older records do not say. */
  sealed?: true
  /** Files that decide what the run does, each with its SHA-256; older records do not say. */
  inputs?: RunInput[]
}

export interface RunInput {
  /** What it is to the run: `drill`, `load script`, `compose file`, `edge file`, … */
  role: string
  /** Relative to the project's root; absolute where it lies outside. */
  path: string
  digest: string
}
