/**
 * An undo is plain data that any process can carry out later: the run itself, its watchdog, or `firedrill recover`.
 * One file per kind; each is idempotent, signals only what is still the same, and ends with what was *seen* healed.
 */
import type { JsonObject } from '../drill/model.ts'
import type { Host } from '../host/host.ts'

export interface UndoSpec {
  /** A key of `undo/map.ts`. */
  kind: string
  args: JsonObject
}

export interface UndoOutcome {
  /** True only when the healed state was seen. */
  healed: boolean
  /** `nothing`: there was nothing left to undo. `undone`: it was undone now. `failed`: it could not be. */
  outcome: 'nothing' | 'undone' | 'failed'
  /** What was seen, in words: `no process carries the mark 7f3a/4`. */
  evidence: string
  /** When not healed: what a person types to remove the rest. */
  remedy: string | null
}

export interface UndoContext {
  host: Host
  /**
   * Of this undo alone: neither the cancelled one of the run, nor one that those before it have used up. Aborted, it
   * is not to be tried again; it is tried once whatever the signal says.
   */
  signal: AbortSignal
  /** True for the watchdog and recover: end things at once rather than gracefully. */
  hurry: boolean
  /** Until then an engine that does not answer is waited for: it may be restarting. Mono ms; absent: not at all. */
  engineBackByMs?: number
  /**
   * Throws once another process has taken the run over. To be asked right before what may hit more than the run's own,
   * where something was waited for since the undo began. Absent: nobody else may.
   */
  stillOurs?(): Promise<void>
  /** Aborted once nobody waits for this undo any more: it begins nothing from then on. Absent: it is waited for. */
  givenUp?: AbortSignal
  /** The user's handlers, for undos of the kind `act`; absent where the configuration is not loaded (the watchdog). */
  handlers?: Readonly<Record<string, UndoHandler>>
}

/** Undoes an act. Returns what it saw healed, in words, or anything else but `false`, which means that it is not. */
export type UndoHandler = (args: JsonObject) => Promise<unknown>

export type Undo = (args: JsonObject, context: UndoContext) => Promise<UndoOutcome>
