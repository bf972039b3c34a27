import type { FindingSeen } from '../measure/measurements.ts'
import { firstLine } from '../measure/releases/deploys.ts'
import { failed, type Outcome, passed, undecided } from './outcome.ts'
import type { Clause } from './schema.ts'

/** What a step asserted by itself, as a clause. It was looked at as a whole: what was seen is proven. */
export function findingClause(seen: FindingSeen): Omit<Clause, 'id'> {
  const { what, holds, evidence } = seen
  return {
    objective: what,
    window: seen.window || 'drill',
    indicator: 'finding',
    unit: 'number',
    observed: holds === null ? null : Number(holds),
    bound: { op: 'atLeast', value: 1 },
    samples: 1,
    bad: holds === null ? null : Number(!holds),
    confidence: null,
    evidence: [...evidence],
    ...outcome(seen),
  }
}

function outcome({ what, holds, evidence }: FindingSeen): Outcome {
  // What a log said last follows on further lines: the evidence has it, and a sentence would be nothing but it.
  const brief = evidence.map((each) => firstLine(each).replace(/\.$/, ''))
  const seen = brief.length === 0 ? '' : ` (${brief.join('; ')})`
  if (holds === null)
    return undecided('not-seen', `${what}: it could not be seen${seen}.`, 'A run in which it can be seen.')
  return holds ? passed(`${what}${seen}.`, 'proven', null) : failed(`Not so: ${what}${seen}.`, 'proven')
}
