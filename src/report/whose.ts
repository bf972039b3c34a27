/** Whose fault it is, as far as the verdict tells: of the app, its edge, the instruments, or the drill itself. */

import { pretenceOf } from '../journal/not-for-real.ts'
import { shortReason } from '../verdict/ending.ts'
import type { ReasonCode, Verdict } from '../verdict/schema.ts'
import { firstUndecided } from '../verdict/summary.ts'
import { causeOfFirst, firstClause } from './diagnosis-lines.ts'

export interface Whose {
  who: 'app' | 'edge' | 'app or edge' | 'instruments' | 'drill' | 'nobody'
  /** One sentence, for a person. */
  words: string
}

/** What the known causes lay a fail to; all others lay it to the app. */
const OF_EDGE: readonly string[] = [
  'edge-no-retry',
  'edge-keeps-sending',
  'edge-waits',
  'edge-ignores-readiness',
  'switch-gap',
]

/** What kept a clause open. */
const OPEN: Readonly<Record<ReasonCode, Whose['who']>> = {
  'fault-not-seen': 'drill',
  'too-few-samples': 'drill',
  'not-proven': 'drill',
  'not-reached': 'drill',
  'not-seen': 'drill',
  'not-steady': 'app',
  'instrument-unhealthy': 'instruments',
  'instruments-disagree': 'instruments',
  'clock-stepped': 'instruments',
  'record-damaged': 'instruments',
}

const OPEN_WORDS: Readonly<Record<ReasonCode, string>> = {
  'fault-not-seen':
    "The drill's: what it meant to do to the app was not seen to happen, so that what follows tests nothing.",
  'too-few-samples': "The drill's: it asked too few requests to tell.",
  'not-proven': "The drill's: what it asked for was seen to hold, and is not proven.",
  'not-reached': "The drill's: it did not come to its end.",
  'not-seen': "The drill's: what was to be judged could not be seen.",
  'not-steady':
    "The app's, or that of what it was asked for: before anything was done, it was not ready or requests failed.",
  'instrument-unhealthy': "The instruments': what they missed could turn the verdict round.",
  'instruments-disagree': "The instruments': the load generator and the prober saw different things.",
  'clock-stepped': "The instruments': this machine's clock was set while the drill ran.",
  'record-damaged': "The instruments': the record of the run is not whole.",
}

export function whoseOf(verdict: Verdict): Whose {
  if (verdict.verdict === 'pass') return { who: 'nobody', words: 'Nothing broke.' }
  return verdict.verdict === 'fail' ? ofFail(verdict) : ofInconclusive(verdict)
}

function ofFail(verdict: Verdict): Whose {
  const cause = verdict.diagnosis ? causeOfFirst(verdict.diagnosis) : null
  const pretence = pretenceOf(verdict.target)
  if (pretence?.startsWith('sabotaged: ')) {
    const looks = cause ? ` What it looks like: ${cause.what}` : ''
    return { who: 'nobody', words: `Nobody's: the target was ${pretence}. That is on purpose.${looks}` }
  }
  if (cause) {
    const who = OF_EDGE.includes(cause.code) ? 'edge' : 'app'
    const edge =
      verdict.target.edge === undefined ? "The edge's" : "The built-in edge's, which users do not meet"
    const whose = who === 'edge' ? edge : "The app's"
    return {
      who,
      words: `${whose}${cause.sure === 'likely' ? ', most likely' : ', possibly'}: ${cause.what}`,
    }
  }
  const first = firstClause(verdict)
  const asked =
    first?.indicator === 'finding' ? 'did not do as the drill requires' : 'did not serve as required'
  return {
    who: 'app or edge',
    words: `The app's or its edge's: together they ${asked}. Which of the two is not known: no known cause fits what broke first.`,
  }
}

function ofInconclusive(verdict: Verdict): Whose {
  const open = firstUndecided(verdict.clauses)
  // A run that was stopped leaves its clauses open, whatever each of them says.
  if (verdict.run === 'errored')
    return {
      who: 'instruments',
      words: `The run broke off, and nothing says whose fault that is: ${shortReason(verdict.reason)}.`,
    }
  const guard =
    verdict.run === 'aborted' ? verdict.guards?.find(({ outcome }) => outcome === 'stopped') : null
  if (guard) {
    const why = guard.restedOn === null ? '' : `: ${guard.restedOn}`
    const words = `Not known: the guard "${guard.guard}" stopped the run before it could tell${why}.`
    return { who: 'nobody', words }
  }
  if (verdict.run !== 'completed')
    return { who: 'drill', words: `Nobody's: the run was ${verdict.run} before it could tell.` }
  const reason = open?.reason ?? 'not-reached'
  return { who: OPEN[reason], words: OPEN_WORDS[reason] }
}
