import type { Verdict } from '../verdict/schema.ts'

type Target = Pick<Verdict['target'], 'kind'>

/** How a target pretends, which its kind says: `sabotaged: faults do nothing`; null: it is as it is. */
export function pretenceOf({ kind }: Target): string | null {
  return / \((.*)\)$/s.exec(kind)?.[1] ?? null
}

/** Said of a run on a target that was made wrong, as a negative control. None otherwise. */
export function targetLines({ target }: Pick<Verdict, 'target'>): string[] {
  const pretence = pretenceOf(target)
  if (pretence === null) return []
  return [`target: ${target.name}, ${pretence}. That is on purpose: what was seen is not the app as it is`]
}
