/** Which runs are not of the project's own drill on the app as it is: neither a gate nor a rehearsal takes them. */
import type { RunStarted } from './run-started.ts'

/** How a target pretends, which its kind says: `sabotaged: faults do nothing`; null: it is as it is. */
export function pretenceOf({ kind }: Pick<RunStarted['target'], 'kind'>): string | null {
  return / \((.*)\)$/s.exec(kind)?.[1] ?? null
}

/** A negative control. */
export function isSabotaged(target: Pick<RunStarted['target'], 'kind'>): boolean {
  return pretenceOf(target) !== null
}

/** What a test makes may have the name of a drill, and be as small as it likes. */
export function isMadeInTest({ options }: Pick<RunStarted, 'options'>): boolean {
  return options.inline === true
}
