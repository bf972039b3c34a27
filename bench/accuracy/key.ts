/** Under which key the trials of a case count: all that decides what any of the tools is given and says. */
import { keyOfDrill } from '../ledger.ts'
import type { Case } from './cases.ts'
import { profileOf } from './profile.ts'
import { drillArgs } from './tools.ts'

/** Beside what decides what a drill does. */
export const DECIDES: readonly string[] = [
  'rivals',
  'chaos-toolkit.ts',
  'fixture.ts',
  'left.ts',
  'meanwhile.ts',
  'profile.ts',
  'rival.ts',
  'said.ts',
  'schedule.ts',
  'start-script.ts',
  'tools.ts',
].map((name) => `bench/accuracy/${name}`)

/**
 * The same for every tool: who is tried again alone, on another day, is not compared any more. Another seed is another
 * round, and a case that is only told otherwise is the same one.
 */
export function keyOfCase(one: Case, seed: number): string {
  const { what: _, ...deciding } = one
  const args = [`seed ${seed}`, JSON.stringify(deciding), JSON.stringify(profileOf(one)), ...drillArgs(one)]
  return keyOfDrill('processes', one.drill, args, DECIDES)
}
