import type { Journal } from '../journal/writer.ts'
import type { RunningTarget } from '../target/target.ts'
import type { Live } from './live.ts'

/** How far back requests are looked at. */
const OVER_MS = 3000

/**
 * Is the system as it should be when nothing is done to it? Every instance ready by its own word, requests are
 * answered, and none of them failed over the last three seconds. Journals what was found.
 */
export async function steadyState(
  when: 'before' | 'after',
  journal: Journal,
  target: RunningTarget,
  live: Live,
): Promise<boolean> {
  const instances = await target.instances()
  journal.write({ type: 'instances', instances, why: `steady state ${when} the drill` })
  const findings = instances.filter(({ ready }) => !ready).map(({ name }) => `${name} is not ready`)
  const { total, failed } = live.since(journal.nowMs() - OVER_MS)
  if (total === 0) findings.push('no request was answered over the last 3 s')
  if (failed > 0) findings.push(`${failed} of ${total} requests failed over the last 3 s`)
  const holds = findings.length === 0
  journal.write({ type: 'steady-state', when, holds, findings })
  return holds
}
