import type { FaultStep, InstancesRef, PhaseStep, Step } from '../drill/model.ts'
import type { RunRecord } from '../journal/record.ts'

/** Every phase of the drill, in order, wherever it stands. */
export function allPhases(steps: readonly Step[]): PhaseStep[] {
  return steps.flatMap((step): PhaseStep[] => {
    switch (step.kind) {
      case 'phase':
        return [step, ...allPhases(step.steps)]
      case 'together':
        return step.lanes.flatMap(allPhases)
      case 'each':
      case 'during':
        return allPhases(step.steps)
      default:
        return []
    }
  })
}

export interface ExpectedWindow {
  name: string
  phase: PhaseStep
}

/** The windows that the drill would give when taken to its end: `lost`, or `lost[web-1]` within `each`. */
export function expectedWindows(record: RunRecord): ExpectedWindow[] {
  return expected(record.drill.steps, [], record)
}

function expected(steps: readonly Step[], loops: readonly string[], record: RunRecord): ExpectedWindow[] {
  return steps.flatMap((step): ExpectedWindow[] => {
    switch (step.kind) {
      case 'phase': {
        const name = loops.length === 0 ? step.name : `${step.name}[${loops.join(',')}]`
        return [{ name, phase: step }, ...expected(step.steps, loops, record)]
      }
      case 'together':
        return step.lanes.flatMap((lane) => expected(lane, loops, record))
      case 'each':
        return instanceNames(step.over, record).flatMap((name) =>
          expected(step.steps, [...loops, name], record),
        )
      case 'during':
        return expected(step.steps, loops, record)
      default:
        return []
    }
  })
}

function instanceNames(over: InstancesRef, record: RunRecord): string[] {
  if (over.ref === 'named') return over.names
  const first = record.events.find((event) => event.type === 'instances')
  // Instances that were never asked for are shown as a kind of window, so that its clauses are not lost.
  return first?.type === 'instances' ? first.instances.map(({ name }) => name) : ['*']
}

/** The faults of a phase, those of phases within it left out. */
export function faultSteps(steps: readonly Step[]): FaultStep[] {
  return steps.flatMap((step): FaultStep[] => {
    if (step.kind === 'fault') return [step]
    if (step.kind === 'during') return [step.fault, ...faultSteps(step.steps)]
    if (step.kind === 'together') return step.lanes.flatMap(faultSteps)
    return step.kind === 'each' ? faultSteps(step.steps) : []
  })
}
