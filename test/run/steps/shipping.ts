import type { Condition, RefusedCode, ReleaseRef, Step } from '../../../src/drill/model.ts'
import { PLACE } from '../on-stage.ts'
import type { StepOf } from './steps.ts'

export const NEXT: ReleaseRef = { ref: 'next' }
export const version = (text: string): ReleaseRef => ({ ref: 'version', version: text })

/** Met while the named probe `errors` shows `many`. */
export const TRIGGER: Condition = { kind: 'probe', name: 'errors', equals: 'many' }

export const deploy = (
  release: ReleaseRef = NEXT,
  stopOn: Condition[] = [],
  bakeMs = 0,
): StepOf<'deploy'> => ({ kind: 'deploy', release, stopOn, bakeMs, place: PLACE })

export const rollback = (observed = false): StepOf<'rollback'> => ({
  kind: 'rollback',
  observed,
  place: PLACE,
})

export const migrate = (release: ReleaseRef = NEXT, direction: 'up' | 'down' = 'up'): StepOf<'migrate'> => ({
  kind: 'migrate',
  release,
  direction,
  place: PLACE,
})

export const expectRefused = (step: Step, ...because: RefusedCode[]): StepOf<'expect-refused'> => ({
  kind: 'expect-refused',
  step,
  because,
  place: PLACE,
})

export const together = (...lanes: Step[][]): StepOf<'together'> => ({
  kind: 'together',
  lanes,
  place: PLACE,
})
