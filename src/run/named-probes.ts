import type { Journal } from '../journal/writer.ts'
import { observe } from '../probe/named.ts'
import type { RunningTarget } from '../target/target.ts'
import { everyInterval } from './background.ts'
import type { RunOptions } from './run-options.ts'

export interface NamedProbes {
  /** The newest value of each. */
  values: ReadonlyMap<string, string | number | boolean | null>
  stop(): Promise<void>
}

/** Looks at each named probe at its own interval and journals what it saw. */
export function watchNamedProbes(options: RunOptions, journal: Journal, target: RunningTarget): NamedProbes {
  const values = new Map<string, string | number | boolean | null>()
  const loops = Object.entries(options.namedProbes).map(([name, probe]) =>
    everyInterval(
      options.host.clock,
      probe.intervalMs,
      async () => {
        const { value, error, tookMs } = await observe(options.host, probe, target.variables)
        values.set(name, value)
        journal.write({ type: 'named-probe', name, value, error, tookMs })
      },
      (error) => journal.write({ type: 'named-probe', name, value: null, error: String(error), tookMs: 0 }),
    ),
  )
  return {
    values,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
