import type { Guard, GuardInput } from '../../../src/drill/guards/guard.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import type { GuardContext, Look } from '../../../src/run/guards/guard.ts'
import { createWatched } from '../../../src/run/guards/map.ts'
import { createLive, type Live } from '../../../src/run/live.ts'

export interface Looking {
  host: FakeHost
  live: Live
  look(): Promise<Look | null>
  everyMs: number
}

/** One guard in a project at `/app`, with load since 0 unless said otherwise; time passes by the host's clock. */
export function looking(
  input: GuardInput,
  more: { loaded?: boolean; ready?: GuardContext['ready'] } = {},
): Looking {
  const host = fakeHost()
  const live = createLive(() => 150, 60_000)
  const zeroMs = host.clock.monoMs()
  const context: GuardContext = {
    host,
    root: '/app',
    nowMs: () => host.clock.monoMs() - zeroMs,
    load: () => (more.loaded === false ? null : { live, sinceMs: 0 }),
    ready: more.ready ?? (() => new Map()),
  }
  const { look, everyMs } = createWatched(guardOf(input), context)
  return { host, live, look, everyMs }
}

export function guardOf(input: GuardInput): Guard {
  return guardsIn('a.ts:1', [input])[0]!
}
