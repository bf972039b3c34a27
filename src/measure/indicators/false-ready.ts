import { falseReadyRuns } from '../instances/runs.ts'
import type { Measure } from './indicator.ts'
import { longestRun } from './longest-run.ts'

/** The longest time in which an instance said that it was ready and could not serve. */
export const falseReady: Measure<'false-ready'> = ({ context, span }) =>
  longestRun(context, span, falseReadyRuns)
