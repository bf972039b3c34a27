/** What stood over the run, by its journal: guards, and how much of the app could be hit. */
import type { RunRecord } from '../journal/record.ts'
import type { Verdict } from './schema.ts'

type Seen = NonNullable<Verdict['guards']>[number]

/** Each guard with what came of it: the one that stopped the drill, those that could not be seen, and the rest. */
export function guardsSeen({ events }: Pick<RunRecord, 'events'>): Pick<Verdict, 'guards'> {
  const all = events.find((event) => event.type === 'guards')
  if (!all) return {}
  const said = events.filter((event) => event.type === 'guard')
  const guards = all.guards.map((guard): Seen => {
    const own = said.filter((event) => event.guard === guard)
    const stop = own.find(({ decision }) => decision === 'stop')
    const unseen = own.find(({ decision }) => decision === 'not-seen')
    const counts = stop ?? unseen
    if (!counts) return { guard, outcome: 'held', atMs: null, restedOn: null }
    const { atMs, restedOn } = counts
    return { guard, outcome: stop ? 'stopped' : 'not-seen', atMs, restedOn }
  })
  return { guards }
}

/** As it was typed. */
export function blastRadiusAgreed({ header }: Pick<RunRecord, 'header'>): Pick<Verdict, 'blastRadius'> {
  const { blastRadius } = header.options
  return blastRadius === 'all' || typeof blastRadius === 'number' ? { blastRadius } : {}
}
