/** What a target whose engine is on another machine asks the run for, before it does anything there. */
import type { Endpoint } from '../host/engine/engine.ts'

/**
 * Resolves once a keeper stands beside the engine, or where none is needed: the engine is on this machine, or the command
 * line goes without. From then on whatever the run does there is told to the keeper first. Throws `lease-refused`.
 */
export type AskForLease = (wish: LeaseWish) => Promise<void>

export interface LeaseWish extends LeaseSettings {
  endpoint: Endpoint
  /** Images that the engine has: one of them will do for the keeper where none is named and one has Node. */
  images: readonly string[]
}

export interface LeaseSettings {
  /** Nothing is heard of the run for so long: the keeper takes everything back. */
  lengthMs: number
  /** With Node; null: chosen. */
  image: string | null
  /** Of the engine, on its own machine; null: the usual place. */
  socket: string | null
  /** Also where the engine looks like one of this machine: at the end of a tunnel it does. */
  always: boolean
}
