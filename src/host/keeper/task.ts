/**
 * What a keeper is told to take back, as plain data: requests of the engine's HTTP interface, made ready beforehand, and
 * what has to be seen for them to be done. A keeper knows nothing of faults, and nothing of firedrill.
 */
export type Task = ContainerTask | SweepTask

export interface ContainerTask {
  kind: 'container'
  /** `unpause shop-staging-web-1-1` */
  what: string
  /** Whole: 64 hex digits. */
  id: string
  /** The container carries all of these, or it is left alone. */
  labels: Readonly<Record<string, string>>
  steps: readonly Step[]
}

/** Requests are sent one after the other until every fact holds: a later one is for where an earlier one did not do. */
export interface Step {
  done: readonly Fact[]
  requests: readonly Wanted[]
  mayEnd?: MayEnd
}

/**
 * The container may have been asked to end, and be at it: as long as it runs since this start (the engine's clock, ms),
 * what is done counts only once everything has been taken back for so long (ms).
 */
export interface MayEnd {
  startedMs: number
  withinMs: number
}

/** Of what the engine shows of the container: a value by its path, or one of several; or a list that has all of these, or anything at all. */
export type Fact =
  | { at: readonly string[]; is: string | number | boolean }
  | { at: readonly string[]; oneOf: readonly number[] }
  | { at: readonly string[]; has: readonly string[] }

/** A POST. */
export interface Wanted {
  path: string
  body?: unknown
}

/** Removes all that carries one of these labels (`name=value`): containers, networks and volumes; and images. */
export interface SweepTask {
  kind: 'sweep'
  what: string
  labels: readonly string[]
  imageLabels: readonly string[]
}
