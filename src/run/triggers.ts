/** Numbers written down before a deploy that end it: looked at from the first instance that was switched on. */
import type { Condition } from '../drill/model.ts'
import type { Release } from '../target/target.ts'
import { type Background, everyInterval } from './background.ts'
import type { Evaluation } from './conditions/condition.ts'
import { createEvaluator } from './conditions/map.ts'
import type { StepContext } from './steps/step.ts'

const EVERY_MS = 100

export interface Triggers {
  /** Aborted when one fires, when one cannot be looked at, or with the step. */
  readonly signal: AbortSignal
  /** What the one that fired rested on; null: none has. */
  fired(): string | null
  /** From now on they are looked at; once is enough. */
  arm(): void
  /** Lets time pass, until one fires or the load has ended. Rejects when the step is cancelled. */
  bake(durationMs: number): Promise<void>
  /** They fire no more. Rejects with why one could not be looked at. */
  disarm(): Promise<void>
}

/** `previous`: what a fired trigger decides to roll back to. */
export function createTriggers(
  conditions: readonly Condition[],
  context: StepContext,
  previous: Release,
): Triggers {
  const { stage, window } = context
  const { journal, host, releases } = stage
  const over = new AbortController()
  const signal = AbortSignal.any([context.signal, over.signal])
  let loops: Background[] | null = null
  let fired: string | null = null
  let failure: unknown = null
  let active = true

  const fire = (condition: Condition, { restedOn, samples }: Evaluation): void => {
    if (!active) return
    active = false
    fired = restedOn
    journal.write({ type: 'trigger', window, condition, restedOn, samples: samples ?? {} })
    journal.write({ type: 'rollback-decided', window, why: `triggered: ${restedOn}`, to: previous })
    releases.decided()
    over.abort(new Error(`a trigger fired: ${restedOn}`))
  }
  const fail = (error: unknown): void => {
    if (!active) return
    active = false
    failure = error
    over.abort(error)
  }
  const watch = (condition: Condition): Background => {
    const evaluator = createEvaluator(condition, context)
    const look = async (): Promise<void> => {
      const seen = active ? await evaluator.look() : null
      if (seen?.met) fire(condition, seen)
    }
    return everyInterval(host.clock, EVERY_MS, look, fail)
  }
  return {
    signal,
    fired: () => fired,
    arm() {
      if (active) loops ??= conditions.map(watch)
    },
    async bake(durationMs) {
      if (durationMs === 0) return
      try {
        // Without load there is nothing more to be seen.
        await host.clock.sleep(
          durationMs,
          context.loadOver ? AbortSignal.any([signal, context.loadOver]) : signal,
        )
      } catch (error) {
        if (context.loadOver?.aborted && !signal.aborted) return
        if (!over.signal.aborted || context.signal.aborted) throw error
      }
    },
    async disarm() {
      active = false
      await Promise.all((loops ?? []).map((loop) => loop.stop()))
      if (failure !== null) throw failure
    },
  }
}
