/** Holds the page against the configuration, the drills and the stored runs of today. */
import { isFiredrillError } from '../../config/import-module.ts'
import { EXIT } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { findings, type Held } from '../../runbook/check.ts'
import { type Candidate, chooseRuns } from '../../runbook/choose.ts'
import { REHEARSED } from '../../runbook/rehearsal.ts'
import { type Facts, unseal } from '../../runbook/seal.ts'
import type { StoredRuns } from '../find-runs.ts'
import { judgeRecord } from '../judge-record.ts'
import { openPlace } from './place.ts'
import { heldOf } from './today.ts'

/** Every reason why it is not right; none: it is. `page`: null where there is none. */
export async function checkPage(
  host: Host,
  { indicators }: Pick<StoredRuns, 'indicators'>,
  candidates: readonly Candidate[],
  page: string | null,
  maxAgeMs: number,
): Promise<string[]> {
  if (page === null) return ['There is no such page.']
  const sealed = unseal(page)
  if (sealed.facts === null) return [`It cannot be checked: ${sealed.why}.`]
  const { facts, whole } = sealed
  const edited = whole ? [] : ['It was edited by hand, or cut off: it is not what was made.']
  try {
    const opened = await openPlace(facts)
    const held = heldOf(opened, facts, await notPassed(host, indicators, candidates, facts))
    return [...edited, ...findings(facts, held, { nowMs: host.clock.wallMs(), maxAgeMs })]
  } catch (error) {
    // What the page is about is not in the configuration any more.
    if (isFiredrillError(error) && error.code === 'target-unknown') return [...edited, error.message]
    throw error
  }
}

/** Where the records are at hand: those of the page that do not pass any more, and newer ones that did not. */
async function notPassed(
  host: Host,
  indicators: StoredRuns['indicators'],
  candidates: readonly Candidate[],
  facts: Facts,
): Promise<Held['notPassed']> {
  const found = new Map<string, Held['notPassed'][number]>()
  const newest = chooseRuns(candidates, facts)
  for (const { run, drill, parts, startedAt } of facts.rehearsals) {
    const own = candidates.find((each) => each.run === run)
    if (own) {
      const { verdict } = await judgeRecord(host, own.directory, { indicators, strict: null })
      if (verdict.exitCode !== EXIT.pass) found.set(run, { run, drill, why: verdict.summary })
    }
    for (const part of REHEARSED.filter((each) => parts.includes(each))) {
      const since = newest[part]
      if (since?.word === 'not-passed' && since.startedAt > startedAt)
        found.set(since.run, { run: since.run, drill: since.drill, why: since.summary })
    }
  }
  return [...found.values()]
}
