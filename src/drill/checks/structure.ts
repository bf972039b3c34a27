/**
 * Phases lie at the top, or in an `each` at the top, and everything else lies in a phase: every moment of a drill
 * belongs to one window, so that nothing goes unjudged unless a phase says so with `inherit: false`.
 */
import { describeStep } from '../describe.ts'
import type { ResolvedDrill, Step } from '../model.ts'
import { mistake } from '../place.ts'
import type { Visit } from '../walk.ts'
import { phasesOf, visits } from '../walk.ts'

const NAME = /^[a-z0-9][a-z0-9 _-]*$/i

export function checkStructure(drill: ResolvedDrill): void {
  for (const visit of visits(drill.steps)) {
    if (visit.step.kind === 'phase') checkPhase(visit)
    else checkEnclosed(visit)
  }
  const seen = new Map<string, string>()
  for (const { phase } of phasesOf(drill)) {
    const before = seen.get(phase.name)
    if (before !== undefined) {
      throw mistake(
        phase.place,
        `phase "${phase.name}" is there twice.`,
        `Name one of them otherwise; the first is at ${before}.`,
      )
    }
    seen.set(phase.name, phase.place)
  }
  if (seen.size === 0) {
    throw mistake(
      drill.file,
      `drill "${drill.name}" has no phase.`,
      "Put its steps into one: phase('lost', […]).",
    )
  }
}

function checkPhase({ step, within }: Visit): void {
  if (step.kind !== 'phase') return
  if (!NAME.test(step.name) || step.name === 'run') {
    throw mistake(
      step.place,
      `"${step.name}" is not a phase's name.`,
      'Use letters, digits, spaces, - and _; "run" means the whole run.',
    )
  }
  const around = within.findLast((outer) => outer.kind !== 'each')
  if (around?.kind === 'phase') {
    throw mistake(
      step.place,
      `phase "${step.name}" lies in phase "${around.name}".`,
      'Write phases one after the other.',
    )
  }
  if (around) {
    throw mistake(
      step.place,
      `phase "${step.name}" lies in ${callOf(around)}.`,
      `Put ${callOf(around)} into the phase instead; a phase lies at the top, or in an each() there.`,
    )
  }
}

/** A loop at the top that holds nothing but phases is how a phase is repeated for each instance. */
function checkEnclosed({ step, phase }: Visit): void {
  if (phase || (step.kind === 'each' && holdsPhase(step))) return
  const what =
    step.kind === 'fault' || step.kind === 'during'
      ? 'a fault outside of any phase'
      : 'a step outside of any phase'
  throw mistake(
    step.place,
    `${what}: ${describeStep(step)}.`,
    'Put it into a phase; one with { inherit: false } where the objectives of the drill need not hold.',
  )
}

/** As it is written: `expectRefused()`. */
function callOf({ kind }: Step): string {
  return `${kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}()`
}

function holdsPhase(step: Step): boolean {
  return [...visits([step])].some((visit) => visit.step.kind === 'phase')
}
