/**
 * The leases of a run: where an engine is on another machine, a keeper beside it takes back what the run did there when
 * nothing is heard of the run any more. The watchdog is of this machine, and cannot.
 */
import type { FiredrillError } from '../../errors.ts'
import { isElsewhere } from '../../host/engine/elsewhere.ts'
import type { Endpoint } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import { keeperName } from '../../host/keeper/label.ts'
import { startKeeper } from '../../host/keeper/start.ts'
import type { Journal } from '../../journal/writer.ts'
import type { AskForLease, Change } from '../../target/target.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Changes } from '../changes.ts'
import { type HeldLease, holdLease, renewEveryMs } from './held-lease.ts'

export interface Leases {
  /** For the target. */
  readonly ask: AskForLease
  /** The changes, each told to the keeper of its engine before it is made. */
  covering(changes: Changes): Changes
  /** Aborted with `lease-lost`: nothing more may be done. */
  readonly lost: AbortSignal
  /** Renews no more; to be called when everything is undone. */
  stop(): Promise<void>
}

export interface LeasesOptions {
  /** The machine as it is. */
  host: Pick<Host, 'clock' | 'engines'>
  run: string
  directory: string
  journal: Journal
  /** For what is no fault: the keeper itself. */
  change: Change
  /** The command line goes without. */
  declined: boolean
}

/** An engine that is asked to renew is given no longer than this. */
const LEAST_TIMEOUT_MS = 1000

export function createLeases({ host, run, directory, journal, change, declined }: LeasesOptions): Leases {
  const held = new Map<string, HeldLease>()
  const lost = new AbortController()
  return {
    lost: lost.signal,
    async ask({ endpoint, always, lengthMs, images, image, socket }) {
      const { url } = endpoint
      if (held.has(url) || !(always || isElsewhere(url))) return
      if (declined) {
        const text = `no keeper stands beside the engine at ${url}, by --no-lease: what the run does there stays if the way to it is lost`
        journal.write({ type: 'progress', text })
        return
      }
      const engine = host.engines.open(endpoint)
      const undo = { kind: 'remove-keeper', args: { endpoint: dataOf(endpoint), run } }
      const wish = { run, record: directory, lengthMs, image, socket, others: images }
      const keeper = await change(
        { what: `start ${keeperName(run)} beside the engine at ${url}`, undo },
        () => startKeeper(engine, host.clock, wish),
      )
      const timeoutMs = Math.max(LEAST_TIMEOUT_MS, renewEveryMs(lengthMs))
      const renewing = host.engines.open(endpoint, { timeoutMs })
      const onLost = (why: FiredrillError) => lost.abort(why)
      const { clock } = host
      held.set(url, await holdLease({ engine, renewing, keeper, lengthMs, clock, journal, onLost }))
      journal.write({
        type: 'lease-started',
        engine: url,
        keeper: keeper.name,
        image: keeper.image,
        lengthMs,
        renewEveryMs: renewEveryMs(lengthMs),
      })
    },
    covering: (changes) => ({
      ...changes,
      change: (intent, act) =>
        changes.change(intent, async () => {
          await held.get(engineOf(intent.undo) ?? '')?.cover(intent.what, intent.undo)
          return act()
        }),
    }),
    async stop() {
      await Promise.all([...held.values()].map((lease) => lease.stop()))
    },
  }
}

/** The engine on which it is undone; null: on none. */
function engineOf({ args }: UndoSpec): string | null {
  const { endpoint } = args
  if (typeof endpoint !== 'object' || endpoint === null || Array.isArray(endpoint)) return null
  return typeof endpoint.url === 'string' ? endpoint.url : null
}

function dataOf({ url, tls }: Endpoint) {
  return { url, tls: tls === null ? null : { ...tls } }
}
