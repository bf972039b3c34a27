import type { Interruption } from './interruption.ts'

/**
 * `signal` ends the drill; `hurrying`, that what is stopped gracefully is not waited for: it is undone instead. `brokenOff`
 * is aborted where no person ended it, but a guard, or what undoes in the run's place is lost; `signal` is then as well.
 */
export type Stopping = Pick<Interruption, 'signal' | 'hurrying'> & { readonly brokenOff?: AbortSignal }
