/** `firedrill/vitest`: a drill as a test of a suite. */
export type { DrillTest } from './drill-test.ts'
export { drillTest } from './drill-test.ts'
export { DrillFailed, DrillNotClean, DrillUndecided } from './failures.ts'
export type { DrillTestOptions } from './options.ts'
