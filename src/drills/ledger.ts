/** What a stock drill holds the load's writes to, where it is asked to. */
import type { ObjectiveDraft } from '../drill/bounds.ts'
import { jobs, writes } from '../drill/ledger.ts'

const OF = { writes, jobs } as const

/** Which of them are judged; the load has to mark its writes, and the configuration to say how to ask what is stored. */
export type Ledger = readonly (keyof typeof OF)[]

/** None lost, none duplicated. */
export function ledger(of: Ledger = []): ObjectiveDraft[] {
  return of.map((each) => OF[each]().lost(0).duplicated(0))
}
