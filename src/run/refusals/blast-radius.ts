import { isWithin, mostHitAtOnce, ONE_AT_A_TIME } from '../../drill/blast-radius.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** More instances at once than the drill says and the command line agrees to; or all of them, the last one among them. */
export function blastRefusals({ drill, target, blastRadius }: RefusalContext): Refusal[] {
  const of = target.instanceNames.length
  const { count, place } = mostHitAtOnce(drill.steps, target.instanceNames)
  if (count === 0) return []
  const wanted = count === of ? 'all' : count
  const isSaid = isWithin(wanted, drill.blastRadius ?? ONE_AT_A_TIME)
  if (isSaid && isWithin(wanted, blastRadius)) return []
  const many = `${place}: up to ${count} of ${of} ${of === 1 ? 'instance' : 'instances'} would be hit at once`
  const reason = wanted === 'all' ? `${many}: the last one that is ready as well.` : `${many}.`
  const agree = `--blast-radius ${wanted}`
  const say = `blastRadius: ${wanted === 'all' ? "'all'" : wanted}`
  const hint = isSaid
    ? `The drill says so; where that is meant, agree by ${agree}.`
    : `Where that is meant, let the drill say ${say}, and agree by ${agree}.`
  return [{ code: 'blast-radius', reason, hint }]
}
