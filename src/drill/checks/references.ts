/**
 * `it` means something in its own `each` only, `victim()` once a fault has hit an instance, `previous()` once something
 * was deployed; and nothing is rolled back that was not deployed.
 */
import type { InstanceRef, ReleaseRef, ResolvedDrill, Step } from '../model.ts'
import { mistake } from '../place.ts'
import { inner, instanceRefsOf, releaseRefsOf } from '../walk.ts'

interface Known {
  loops: readonly string[]
  /** What the latest fault hit. */
  hit: 'nothing' | 'instance' | 'service'
  deployed: boolean
}

export function checkReferences(drill: ResolvedDrill): void {
  checkList(drill.steps, { loops: [], hit: 'nothing', deployed: false })
}

/** What is known after the steps. */
function checkList(steps: readonly Step[], before: Known): Known {
  return steps.reduce(checkStep, before)
}

function checkStep(known: Known, step: Step): Known {
  for (const ref of instanceRefsOf(step)) checkInstance(ref, step.place, known)
  for (const ref of releaseRefsOf(step)) checkRelease(ref, step.place, known)
  switch (step.kind) {
    case 'fault':
      return { ...known, hit: step.victim.ref === 'service' ? 'service' : 'instance' }
    case 'deploy':
      return { ...known, deployed: true }
    case 'rollback':
      if (!step.observed) checkRollback(step.place, known)
      return known
    case 'each': {
      const within = checkList(step.steps, { ...known, loops: [...known.loops, step.loop] })
      return { ...within, loops: known.loops }
    }
    case 'together': {
      // Lanes run side by side: none may rest on what another one does.
      const after = step.lanes.map((lane) => checkList(lane, known))
      return {
        ...known,
        hit: after.find(({ hit }) => hit !== known.hit)?.hit ?? known.hit,
        deployed: after.some(({ deployed }) => deployed),
      }
    }
    default:
      return checkList(inner(step), known)
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
  if (ref.ref !== 'victim' || known.hit === 'instance') return
  if (known.hit === 'service') {
    throw mistake(
      place,
      'victim() is used after a fault that hit a service.',
      "Name the instance: instance('web-1').",
    )
  }
  throw mistake(
    place,
    'victim() is used before any fault has hit something.',
    'Put a fault before it, such as kill(instance()); a neighbouring lane does not count.',
  )
}

function checkRelease(ref: ReleaseRef, place: string, known: Known): void {
  if (ref.ref !== 'previous' || known.deployed) return
  throw mistake(
    place,
    'previous() is used before anything was deployed.',
    'Put a deploy() before it, or write current(); a neighbouring lane does not count.',
  )
}

function checkRollback(place: string, known: Known): void {
  if (known.deployed) return
  throw mistake(
    place,
    'rollback() comes before anything was deployed.',
    'Put a deploy() before it; a neighbouring lane does not count. Where something else rolls back, write rollback({ observed: true }).',
  )
}
