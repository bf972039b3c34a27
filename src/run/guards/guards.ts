/**
 * The guards of a run: they look from its begin until its last window can be judged, in each phase and before the first.
 * The first that says stop ends the drill; what it rested on is in the journal before.
 */
import { describeGuard } from '../../drill/describe.ts'
import { messageOf } from '../../errors.ts'
import type { JournalEvent } from '../../journal/events.ts'
import type { Journal } from '../../journal/writer.ts'
import { type Background, everyInterval } from '../background.ts'
import type { Live } from '../live.ts'
import type { RunOptions } from '../run-options.ts'
import { createAppReady } from './app-ready.ts'
import { createDecision } from './decision.ts'
import type { GuardContext, Look } from './guard.ts'
import { createWatched } from './map.ts'

export interface Guards {
  /** Aborted when one says stop. */
  readonly signal: AbortSignal
  /** Why the drill was stopped, in words; null: none has said so. */
  stopped(): string | null
  /** They learn by these what goes on in the run. */
  onEvent(event: JournalEvent): void
  onLive(live: Live): void
  /** Resolves when each has looked once: one that says stop by then keeps everything from being started. */
  start(journal: Journal): Promise<void>
  /** They look no more: the drill has ended, and everything is undone in any case. */
  end(): void
}

export function createGuards(options: Pick<RunOptions, 'host' | 'root' | 'plan'>): Guards {
  return new RunGuards(options)
}

/** The guards hear what is journaled and what clients see before anybody else does. */
export function heardBy(guards: Pick<Guards, 'onEvent' | 'onLive' | 'end'>, options: RunOptions): RunOptions {
  return {
    ...options,
    onEvent(event) {
      guards.onEvent(event)
      options.onEvent(event)
    },
    onLive(live) {
      guards.onLive(live)
      options.onLive(live)
    },
    onDrillEnded() {
      guards.end()
      options.onDrillEnded?.()
    },
  }
}

class RunGuards implements Guards {
  readonly #options: Pick<RunOptions, 'host' | 'root' | 'plan'>
  readonly #stopping = new AbortController()
  readonly #app = createAppReady()
  #live: Live | null = null
  #loadSinceMs: number | null = null
  #loops: Background[] = []
  #isOver = false
  #stopped: string | null = null

  constructor(options: Pick<RunOptions, 'host' | 'root' | 'plan'>) {
    this.#options = options
  }

  get signal(): AbortSignal {
    return this.#stopping.signal
  }

  stopped(): string | null {
    return this.#stopped
  }

  onEvent(event: JournalEvent): void {
    if (event.type === 'load-started') this.#loadSinceMs = event.atMs
    // What ended the drill first is what counts: nothing that is seen while it comes to rest. A load that ended by itself
    // does not end what is being changed, which may hang: that is still looked at.
    const isOver = event.type === 'load-ended' && event.asked
    if (isOver || (event.type === 'step-ended' && event.outcome === 'failed')) this.end()
    this.#app.onEvent(event)
  }

  onLive(live: Live): void {
    this.#live = live
  }

  async start(journal: Journal): Promise<void> {
    const { host, plan } = this.#options
    if (plan.guards.length === 0) return
    journal.write({ type: 'guards', guards: plan.guards.map(describeGuard) })
    const context = this.#contextOf(journal)
    const turns = plan.guards.map((guard) => {
      const { everyMs, look } = createWatched(guard, context)
      const decision = createDecision(guard)
      const turn = async (): Promise<void> => {
        const seen = await look().catch((error: unknown): Look => ({ seen: false, why: messageOf(error) }))
        const decided = this.#isOver ? null : decision.take(seen, journal.nowMs())
        if (decided === null) return
        const words = describeGuard(guard)
        journal.write({ type: 'guard', guard: words, ...decided })
        if (decided.decision === 'stop') this.#stop(words, decided.restedOn)
      }
      return { everyMs, turn }
    })
    await Promise.all(turns.map(({ turn }) => turn()))
    if (this.#isOver) return
    // A turn throws nothing of its own: what a look cannot see is said by the guard.
    const fail = (error: unknown) =>
      journal.write({ type: 'progress', text: `a guard failed: ${messageOf(error)}` })
    this.#loops = turns.map(({ everyMs, turn }) => everyInterval(host.clock, everyMs, turn, fail))
  }

  end(): void {
    this.#isOver = true
    // A look that is under way, as at a URL that hangs, is not waited for: it is taken for nothing.
    for (const loop of this.#loops) void loop.stop()
  }

  #contextOf(journal: Journal): GuardContext {
    const { host, root } = this.#options
    return {
      host,
      root,
      nowMs: () => journal.nowMs(),
      load: () =>
        this.#live === null || this.#loadSinceMs === null
          ? null
          : { live: this.#live, sinceMs: this.#loadSinceMs },
      ready: () => this.#app.ready(),
    }
  }

  #stop(words: string, restedOn: string): void {
    this.#isOver = true
    this.#stopped = `a guard stopped it: ${words}: ${restedOn}`
    this.#stopping.abort(new Error(this.#stopped))
  }
}
