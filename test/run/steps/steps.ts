import type { Step } from '../../../src/drill/model.ts'
import { PLACE } from '../on-stage.ts'

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>

export const phase = (name: string, ...steps: Step[]): StepOf<'phase'> => ({
  kind: 'phase',
  name,
  steps,
  expect: [],
  inherit: true,
  place: PLACE,
})

export const untilReady = (withinMs: number): StepOf<'until'> => ({
  kind: 'until',
  condition: { kind: 'ready', atLeast: 'all' },
  withinMs,
  place: PLACE,
})

/** Calls a handler; nothing is to be undone. */
export const act = (handler: string): StepOf<'act'> => ({
  kind: 'act',
  handler,
  args: {},
  undo: { nothing: 'it changes nothing' },
  place: PLACE,
})
