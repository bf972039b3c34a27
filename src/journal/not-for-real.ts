/** Which runs are not of the project's own drill on the app as it is: neither a gate nor a rehearsal takes them. */
import type { RunStarted } from './run-started.ts'

/** A negative control. The kind of a target that pretends says so: `processes (sabotaged: …)`. */
export function isSabotaged({ kind }: Pick<RunStarted['target'], 'kind'>): boolean {
  return / \(.*\)$/.test(kind)
}

/** What a test makes may have the name of a drill, and be as small as it likes. */
export function isMadeInTest({ options }: Pick<RunStarted, 'options'>): boolean {
  return options.inline === true
}
