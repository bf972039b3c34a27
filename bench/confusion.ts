/** What each drill said of healthy apps and of broken ones: the counts, and how often a fail named the right clause first. */
import type { Trial } from './ledger.ts'
import { namedFirst } from './outcome.ts'
import type { Rehearsal, TwinCase } from './rehearsal.ts'

interface Said {
  pass: number
  fail: number
  inconclusive: number
}

export interface Confusion {
  drill: string
  healthy: Said
  twins: Said
  /** Of the twins' fails: those whose first clause is the expected one. */
  namedFirst: number
}

/** One for each drill, in the order of the cases; of all drills together last. */
export function confusionOf(
  trials: readonly Trial[],
  sound: readonly Rehearsal[],
  broken: readonly TwinCase[],
): Confusion[] {
  const drills = [...new Set([...sound, ...broken].map(({ drill }) => drill))]
  const of = (one: Rehearsal): Trial[] => trials.filter((trial) => trial.case === one.name)
  const each = drills.map((drill): Confusion => {
    const twins = broken.filter((one) => one.drill === drill)
    const isNamed = (twin: TwinCase) => (trial: Trial) => trial.verdict === 'fail' && namedFirst(trial, twin)
    return {
      drill,
      healthy: saidIn(sound.filter((one) => one.drill === drill).flatMap(of)),
      twins: saidIn(twins.flatMap(of)),
      namedFirst: twins.reduce((sum, twin) => sum + of(twin).filter(isNamed(twin)).length, 0),
    }
  })
  return [...each, together(each)]
}

function saidIn(trials: readonly Trial[]): Said {
  const count = (verdict: string) => trials.filter((trial) => trial.verdict === verdict).length
  return { pass: count('pass'), fail: count('fail'), inconclusive: count('inconclusive') }
}

function together(each: readonly Confusion[]): Confusion {
  const sum = (of: (one: Confusion) => number) => each.reduce((so, one) => so + of(one), 0)
  const said = (whose: 'healthy' | 'twins'): Said => ({
    pass: sum((one) => one[whose].pass),
    fail: sum((one) => one[whose].fail),
    inconclusive: sum((one) => one[whose].inconclusive),
  })
  return {
    drill: 'all',
    healthy: said('healthy'),
    twins: said('twins'),
    namedFirst: sum((one) => one.namedFirst),
  }
}

/** As a table in Markdown. */
export function confusionLines(confusions: readonly Confusion[]): string[] {
  const rows = confusions.map(({ drill, healthy, twins, namedFirst: first }) => {
    const share = twins.fail === 0 ? '' : `${first} of ${twins.fail} (${percent(first / twins.fail)} %)`
    const counts = [healthy.pass, healthy.fail, healthy.inconclusive]
    return `| ${[drill, ...counts, twins.fail, twins.pass, twins.inconclusive, share].join(' | ')} |`
  })
  return [
    '| drill | healthy: pass | fail | inconclusive | twins: fail | pass | inconclusive | fails that name the expected clause first |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ]
}

function percent(ratio: number): string {
  return (ratio * 100).toFixed(0)
}
