import { pretenceOf } from '../journal/not-for-real.ts'
import type { Verdict } from '../verdict/schema.ts'

/** Said of a run on a target that was made wrong, as a negative control. None otherwise. */
export function targetLines({ target }: Pick<Verdict, 'target'>): string[] {
  const pretence = pretenceOf(target)
  if (pretence === null) return []
  return [`target: ${target.name}, ${pretence}. That is on purpose: what was seen is not the app as it is`]
}
