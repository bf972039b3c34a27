/** What a target sees without being asked, part of the contract in `target.ts`. The run keeps it as it is. */

/** Events of the journal. Times are of a clock that is not the run's: its source and its error are told with them. */
export type Observation = EngineEventTold | EngineClock

/** What a container engine told of one of the run's containers. */
export interface EngineEventTold {
  type: 'engine-event'
  action: 'start' | 'kill' | 'oom' | 'die' | 'stop' | 'pause' | 'unpause' | 'health_status'
  /** The service's, else the container's own. */
  name: string
  /** Its id. */
  container: string
  /** By the engine's wall clock. */
  engineMs: number
  /** Of `die`. */
  exitCode: number | null
  /** Of `kill`: `SIGTERM`. */
  signal: string | null
  /** Of `health_status`: `healthy`, `unhealthy`. */
  health: string | null
}

/** Measured at the start and at the end. */
export interface EngineClock {
  type: 'engine-clock'
  /** Where the engine listens. */
  source: string
  /** Its wall clock is so far ahead of this machine's, and that may be wrong by so much. */
  offsetMs: number
  errorMs: number
}
