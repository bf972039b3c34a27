/** Where a person can ask the app after the run, as far as the configuration fixes it. */
import { targetCandidates } from '../../config/choose-target.ts'
import type { JournalEvent } from '../../journal/events.ts'
import { lastingAddress } from '../../runbook/addresses.ts'
import type { Today } from '../../runbook/rehearsal.ts'
import type { Project } from '../project.ts'
import { versionPath } from './written.ts'

/** `events`: of a run on this target, which has met the addresses. */
export function addressesOf(
  { loaded }: Pick<Project, 'loaded'>,
  target: string,
  events: readonly JournalEvent[],
): Today['addresses'] {
  const written = JSON.stringify(loaded.recorded)
  const asked = events.find((event) => event.type === 'probe-started')
  const edge = asked?.type === 'probe-started' ? lastingAddress(asked.url, written) : null
  const path = versionPath(targetCandidates(loaded, target, false)[0]?.config.options.version)
  const seen = events.findLast((event) => event.type === 'instances')
  if (path === null || seen?.type !== 'instances') return { edge, instances: [] }
  const lasting = seen.instances.map(({ url }) => (url === null ? null : lastingAddress(url, written)))
  const known = lasting.filter((url) => url !== null)
  // Where one cannot be asked, what the others say is no answer.
  return {
    edge,
    instances: known.length < lasting.length ? [] : known.map((url) => `${url.replace(/\/$/, '')}${path}`),
  }
}
