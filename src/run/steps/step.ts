import type { RefusedCode, Step } from '../../drill/model.ts'
import type { Stage } from '../stage.ts'

/** Where in the drill a step is taken. */
export interface StepContext {
  stage: Stage
  /** Aborted when the run is cancelled, the load has ended by itself, or a neighbouring lane gave up. */
  signal: AbortSignal
  /** Aborted when the load has ended by itself: nothing is begun any more. Left out where nobody looks at that. */
  loadOver?: AbortSignal
  /** As `signal`, but not by the load's end: what changes the app is let come to its end. Left out where `signal` is that. */
  changeSignal?: AbortSignal
  /** Aborted only when the run is cancelled; left out where `signal` is that. */
  runSignal?: AbortSignal
  /** The enclosing phase's window, `lost[web-1]`; empty outside of a phase. */
  window: string
  /** The instance that each enclosing `each` is at, by the loop's name. */
  loops: Readonly<Record<string, string>>
  /** `steps[1].steps[0]`. */
  path: string
  /** How the enclosing phase began; outside of a phase, how the run did. */
  phase: PhaseBegin
  /** An enclosing `expectRefused` asks for a refusal: it is no finding then. */
  refusalExpected?: boolean
}

export interface PhaseBegin {
  /** Run ms. */
  startMs: number
  /** How long each instance's log was, in bytes, by file; one that is not listed was not there. */
  logSizes: ReadonlyMap<string, number>
}

/**
 * `unmet`: what the drill waits for did not come, or a fault was not seen: the steps after it are not taken. That is
 * a result, not an error. A refusal is passed on by the steps that hold others, so that `expectRefused` may hold any.
 */
export type StepOutcome = 'done' | 'unmet' | 'cancelled' | Refused

/** What was to be shipped was refused, or ended by a trigger; `expectRefused` asks for it, anywhere else it is a fail. */
export interface Refused {
  refused: RefusedCode
  why: string
}

export type Execute<K extends Step['kind']> = (
  step: Extract<Step, { kind: K }>,
  context: StepContext,
) => Promise<StepOutcome>
