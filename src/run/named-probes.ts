import { unlessAborted } from '../host/unless-aborted.ts'
import { observe } from '../probe/named.ts'
import type { RunningTarget } from '../target/target.ts'
import { everyInterval } from './background.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

export interface NamedProbes {
  /** The newest value of each. */
  values: ReadonlyMap<string, string | number | boolean | null>
  /** Ends a look that is under way; what was not seen to its end is not told. */
  stop(): Promise<void>
}

/**
 * Looks at each named probe at its own interval and journals what it saw. Commands carry a mark of the run, so that its
 * sweep, whose intent is on disk before, ends them however the run ends.
 */
export function watchNamedProbes(
  { journal, nextMark }: Pick<Room, 'journal' | 'nextMark'>,
  options: Pick<RunOptions, 'host' | 'namedProbes'>,
  target: Pick<RunningTarget, 'variables'>,
): NamedProbes {
  const values = new Map<string, string | number | boolean | null>()
  const stopping = new AbortController()
  const { signal } = stopping
  const loops = Object.entries(options.namedProbes).map(([name, probe]) => {
    const by = { mark: nextMark(), signal }
    const look = async () => {
      const looking = observe(options.host, probe, target.variables, by)
      // A command is seen to its end, which comes at once then; an answer is not waited for.
      const { value, error, tookMs } = await (probe.kind === 'http'
        ? unlessAborted(looking, signal)
        : looking)
      if (signal.aborted) return
      values.set(name, value)
      journal.write({ type: 'named-probe', name, value, error, tookMs })
    }
    return everyInterval(options.host.clock, probe.intervalMs, look, (error) => {
      if (signal.aborted) return
      journal.write({ type: 'named-probe', name, value: null, error: String(error), tookMs: 0 })
    })
  })
  return {
    values,
    async stop() {
      stopping.abort()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
