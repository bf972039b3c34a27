import type { RecordedProbe } from '../journal/rows.ts'
import type { Journal } from '../journal/writer.ts'
import type { RunningTarget } from '../target/target.ts'
import { formatMs } from '../units.ts'
import type { Live } from './live.ts'

/** How far back requests are looked at. */
const OVER_MS = 3000

/** Of what was due over that time, so much may be dropped: a busy machine's. */
const MOST_DROPPED = 0.01

/** Fewer say nothing. */
const LEAST_PROBES = 3

/**
 * Is the system as it should be when nothing is done to it? Every instance ready by its own word, requests are
 * answered, and none of them failed over the last three seconds. Of the warm-up (`warmUpMs`), what lies before that is
 * left out. A load that drops iterations is another one than the drill asks for: before the drill that is a finding too. So is a
 * prober of which no probe was good: to it all of the drill would be one outage. How fast they are answered is no part of it: an app that is slow from the beginning fails its own clauses.
 * Journals what was asked, over which time, and what was found.
 */
export async function steadyState(
  when: 'before' | 'after',
  journal: Journal,
  target: RunningTarget,
  live: Live,
  warmUpMs = 0,
): Promise<boolean> {
  const instances = await target.instances()
  journal.write({ type: 'instances', instances, why: `steady state ${when} the drill` })
  const unready = instances.filter(({ ready }) => !ready).map(({ name }) => `${name} is not ready`)
  const { total, failed, how, dropped } = live.since(journal.nowMs() - OVER_MS)
  const over = `over the last ${formatMs(OVER_MS)}`
  const findings = [
    ...unready,
    ...(total === 0 ? [`no request was answered ${over}`] : []),
    ...(when === 'before' && dropped > MOST_DROPPED * (total + dropped)
      ? droppedWords(dropped, over, journal)
      : []),
    ...(failed > 0 ? [`${failed} of ${total} requests failed ${over}: ${how}`] : []),
    ...(when === 'before' ? probeWords(live.probesSince(journal.nowMs() - OVER_MS), over, journal) : []),
  ]
  const checked = [
    ...(unready.length === 0
      ? [`${instances.map(({ name }) => name).join(', ')} ready by their own word`]
      : []),
    ...(total > 0 && failed === 0 ? [`none of ${total} requests failed ${over}`] : []),
  ]
  const holds = findings.length === 0
  const leftOutMs = Math.max(0, warmUpMs - OVER_MS)
  journal.write({ type: 'steady-state', when, holds, findings, overMs: OVER_MS, leftOutMs, checked })
  return holds
}

/** None where one was good. */
function probeWords(probes: readonly RecordedProbe[], over: string, { events }: Journal): string[] {
  const last = probes.at(-1)
  if (!last || probes.length < LEAST_PROBES || probes.some(({ ok }) => ok)) return []
  const { pathname = '/', search = '' } =
    URL.parse(events.findLast((event) => event.type === 'probe-started')?.url ?? '') ?? {}
  const got = last.status === 0 ? `had no answer (${last.error})` : `answered ${last.status}`
  return [
    `none of ${probes.length} probes was good ${over}: GET ${pathname}${search} ${got}; \`probePath\` of the target, or \`prober.path\`, names the page that it asks for`,
  ]
}

/** None where the script says how many virtual users there are. */
function droppedWords(dropped: number, over: string, { events }: Journal): string[] {
  const vus = events.findLast((event) => event.type === 'load-started')?.maxVus ?? 0
  if (vus === 0) return []
  return [
    `${Math.round(dropped)} iterations that were due were dropped ${over}, for all of the ${vus} virtual users were at work: set \`vus\` of the load to its rate times the seconds that one iteration takes, its pauses too`,
  ]
}
