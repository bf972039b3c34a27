/** `it` means something in its own `each` only, and `victim()` only once a fault has hit something. */
import type { InstanceRef, ResolvedDrill, Step } from '../model.ts'
import { mistake } from '../place.ts'

interface Known {
  loops: readonly string[]
  fault: boolean
}

export function checkReferences(drill: ResolvedDrill): void {
  checkList(drill.steps, { loops: [], fault: false })
}

/** What is known after the steps. */
function checkList(steps: readonly Step[], before: Known): Known {
  return steps.reduce(checkStep, before)
}

function checkStep(known: Known, step: Step): Known {
  switch (step.kind) {
    case 'fault':
      checkInstance(step.instance, step.place, known)
      return { ...known, fault: true }
    case 'start':
      checkInstance(step.instance, step.place, known)
      return known
    case 'during':
      return checkList(step.steps, checkStep(known, step.fault))
    case 'phase':
      return checkList(step.steps, known)
    case 'each':
      return {
        ...checkList(step.steps, { ...known, loops: [...known.loops, step.loop] }),
        loops: known.loops,
      }
    case 'together': {
      // Lanes run side by side: none may rest on what another one does.
      const after = step.lanes.map((lane) => checkList(lane, known))
      return { ...known, fault: after.some(({ fault }) => fault) }
    }
    default:
      return known
  }
}

function checkInstance(ref: InstanceRef, place: string, known: Known): void {
  if (ref.ref === 'it' && !known.loops.includes(ref.loop)) {
    throw mistake(
      place,
      '"it" is used outside of its each().',
      'Use it in the steps that each() is given, or name the instance.',
    )
  }
  if (ref.ref === 'victim' && !known.fault) {
    throw mistake(
      place,
      'victim() is used before any fault has hit something.',
      'Put a fault before it, such as kill(instance()); a neighbouring lane does not count.',
    )
  }
}
