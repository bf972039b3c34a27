/** What a drill does, in order. Each function makes plain data; nothing happens until the drill is run. */

import type { Duration } from '../units.ts'
import { durationMs } from '../units.ts'
import type { ObjectiveDraft } from './bounds.ts'
import { objectiveOf, objectivesOf } from './bounds.ts'
import type {
  ActUndo,
  Condition,
  FaultStep,
  InstanceRef,
  InstancesRef,
  JsonObject,
  PhaseStep,
  Place,
  Step,
} from './model.ts'
import { here, mistake, readAt } from './place.ts'

export type LongEnough = 'long-enough'

/** A window: it begins with its first step and ends with its last, and its objectives are judged in it alone. */
export function phase(
  name: string,
  steps: readonly Step[],
  options: { expect?: readonly ObjectiveDraft[]; inherit?: boolean } = {},
): PhaseStep {
  const place = here()
  const expect = (options.expect ?? []).flatMap((written) => objectivesOf(place, written))
  const taken = stepsOf(place, `phase "${name}"`, steps)
  return { kind: 'phase', name, steps: taken, expect, inherit: options.inherit ?? true, place }
}

/** Lets time pass under load. */
export function hold(duration: Duration | LongEnough): Step {
  const place = here()
  if (duration === 'long-enough') return { kind: 'hold-long-enough', place }
  return { kind: 'hold', durationMs: readAt(place, () => durationMs(duration)), place }
}

/** So long that the phase's objectives can be decided; the plan works it out from them and the rate. */
export function longEnough(): LongEnough {
  return 'long-enough'
}

/** Waits for what is seen. When it is not seen within the time, the steps after it are not taken. */
export function until(condition: Condition, limit: { within: Duration }): Step {
  const place = here()
  const within: Duration | undefined = limit?.within
  if (within === undefined) {
    throw mistake(place, 'until() has no time limit.', "Write until(…, { within: '60s' }).")
  }
  return { kind: 'until', condition, withinMs: readAt(place, () => durationMs(within)), place }
}

/** Takes lanes of steps side by side; the first that fails cancels the others. */
export function together(...lanes: readonly Step[][]): Step {
  const place = here()
  if (lanes.length < 2) {
    throw mistake(
      place,
      'together() has fewer than two lanes.',
      'Write together([…], […]), or the steps alone.',
    )
  }
  return { kind: 'together', lanes: lanes.map((lane) => stepsOf(place, 'a lane of together()', lane)), place }
}

/** Takes the steps once for each instance, one after the other. Phases in it are windows of their own: `lost[web-1]`. */
export function each(over: InstancesRef, steps: (it: InstanceRef) => readonly Step[]): Step {
  const place = here()
  loops += 1
  // Only has to differ from others in one drill; resolving numbers the loops in the order of the steps.
  const loop = `loop ${loops}`
  return { kind: 'each', over, loop, steps: stepsOf(place, 'each()', steps({ ref: 'it', loop })), place }
}

let loops = 0

/** Takes the steps while the fault holds, then always heals it; both are proven. */
export function during(fault: FaultStep, steps: readonly Step[]): Step {
  const place = here()
  if (fault?.kind !== 'fault') {
    throw mistake(place, 'during() needs a fault.', 'Write during(pause(instance()), […]).')
  }
  return { kind: 'during', fault, steps: stepsOf(place, 'during()', steps), place }
}

/** A clause in mid-drill: judged over the phase from its begin up to this moment. It never ends the drill. */
export function expect(objective: ObjectiveDraft): Step {
  const place = here()
  return { kind: 'expect', objective: objectiveOf(place, objective), place }
}

/**
 * Calls a handler that the configuration registers by this name. `undo` names another handler, so that another
 * process can undo it later; where there is nothing to undo, `{ nothing: 'why' }` says so.
 */
export function act(
  handler: string,
  args: JsonObject,
  options: { undo: { handler: string; args?: JsonObject } | { nothing: string } },
): Step {
  const place = here()
  const undo = options?.undo
  if (undo && 'nothing' in undo) return { kind: 'act', handler, args, undo, place }
  if (undo?.handler) {
    const undoes: ActUndo = { handler: undo.handler, args: undo.args ?? {} }
    return { kind: 'act', handler, args, undo: undoes, place }
  }
  throw mistake(
    place,
    `act('${handler}') is a fault without its undo.`,
    "Write act(name, args, { undo: { handler: 'name' } }), or { undo: { nothing: 'why' } } where there is nothing to undo.",
  )
}

/** A person acts: the run shows the text and goes on at once, and the next `until` times them. */
export function manual(text: string): Step {
  const place = here()
  if (typeof text === 'string' && text.trim() !== '') return { kind: 'manual', text: text.trim(), place }
  throw mistake(
    place,
    'manual() does not say what to do.',
    "Write manual('Fail the database over to its replica.').",
  )
}

/** A list of steps, refused when it is empty or holds something else (a fault function that was not called, say). */
export function stepsOf(place: Place, where: string, steps: readonly Step[]): Step[] {
  if (!Array.isArray(steps) || steps.length === 0) {
    throw mistake(place, `${where} has no steps.`, "Give a list of at least one, such as [hold('20s')].")
  }
  const wrong = steps.findIndex((step) => typeof step?.kind !== 'string')
  if (wrong === -1) return [...steps]
  throw mistake(
    place,
    `number ${wrong + 1} of the steps of ${where} is not a step.`,
    "Steps are made by phase(), hold(), until(), kill() and the like: hold('20s'), not hold.",
  )
}
