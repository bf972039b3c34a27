/**
 * A guard at work: looked at again and again from the run's begin until the drill has ended. Each kind only looks; how long
 * it has to be so, and what becomes of one that cannot be seen, is `decision.ts`'s.
 */
import type { Guard } from '../../drill/guards/guard.ts'
import type { JsonObject } from '../../drill/model.ts'
import type { Host } from '../../host/host.ts'
import type { Live } from '../live.ts'

export type Look =
  /** `bad`: it is as it must not be. `restedOn`: what that rests on, in words; `samples`: in numbers. */
  | { seen: true; bad: boolean; restedOn: string; samples?: JsonObject }
  /** It could not be looked at: why, in words. */
  | { seen: false; why: string }

export interface GuardContext {
  host: Pick<Host, 'clock' | 'files' | 'net'>
  /** The project's root, absolute. */
  root: string
  /** Run ms. */
  nowMs(): number
  /** What clients see, and since when there is load (run ms); null: there is none. */
  load(): { live: Pick<Live, 'ended'>; sinceMs: number } | null
  /** Is each instance of the app ready, by the watch's newest look? None: nothing was looked at yet. */
  ready(): ReadonlyMap<string, boolean>
}

export interface Watched {
  readonly everyMs: number
  /** Null: it has no meaning yet, or no more. */
  look(): Promise<Look | null>
}

export type CreateWatched<K extends Guard['kind']> = (
  guard: Extract<Guard, { kind: K }>,
  context: GuardContext,
) => Watched
