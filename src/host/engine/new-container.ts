import type { Labels } from './engine.ts'

/**
 * A container that firedrill makes itself, beside those of a target: on no network, without any capability, with a file
 * system that nobody writes to, never started again by the engine. It is read by the engine's own log.
 */
export interface NewContainer {
  name: string
  image: string
  /** Instead of what the image runs; its own health check is left out as well. */
  entrypoint: readonly string[]
  command: readonly string[]
  /** `0:0` */
  user: string
  env: Readonly<Record<string, string>>
  labels: Labels
  /** Read-only. `from`: in the file system of the engine's machine, and there already: nothing is made in its place. */
  mounts: readonly { from: string; to: string }[]
  /** File systems in memory for its user alone, by where they are mounted: their size in bytes. */
  tmpfs: Readonly<Record<string, number>>
  memoryBytes: number
  /** How long it is given to end after its stop signal. */
  stopGraceMs: number
}
