/** What was shipped, how it ended, and when it was noticed. */
import type { JournalEvent } from '../../journal/events.ts'
import type { Watch } from '../instances/watch.ts'
import type { DeploySeen } from '../measurements.ts'

/** Before what users lost is counted. */
export type Deploy = Omit<DeploySeen, 'loss'>

/** Every deploy, in the order of the journal; also one that the release gate refused has begun. */
export function deploysOf(events: readonly JournalEvent[], watch: Watch): Deploy[] {
  const deploys: Deploy[] = []
  for (const event of events) {
    if (event.type === 'deploy-started') {
      deploys.push({ ...begun(event.window, event.atMs), ...names(event) })
      continue
    }
    const open = deploys.findLast(({ endMs }) => endMs === null)
    if (event.type === 'deploy-ended' && open) {
      Object.assign(open, {
        endMs: event.atMs,
        outcome: event.outcome,
        code: event.code,
        // The last lines of a log that a message quotes stand in the journal.
        detail: firstLine(event.detail),
      })
    }
    // Triggers stay armed after it has ended.
    const latest = deploys.at(-1)
    if (event.type === 'trigger' && latest) latest.trigger ??= { atMs: event.atMs, restedOn: event.restedOn }
    if (!open) continue
    if (event.type === 'instance-switched' && event.to.version === open.to)
      open.switched.push({ name: event.name, atMs: event.atMs })
    if (event.type === 'canary') open.canary = { decision: event.decision, why: event.why }
  }
  return deploys.map((deploy) => ({ ...deploy, detectionMs: detectionMs(deploy, watch) }))
}

/** Was it shipped, and did no trigger end it afterwards? */
export function hasStayed({ outcome, trigger }: Deploy): boolean {
  return outcome === 'deployed' && trigger === null
}

/** When the first instance served the release, run ms; null: none did, or it was not seen. */
export function firstServedMs(
  { startMs, endMs, to, strategy, switched }: Deploy,
  watch: Watch,
): number | null {
  const told = switched[0]?.atMs ?? null
  // A user's own command tells at its end; the instances may have said so before.
  if (strategy !== 'command') return told
  const seen = [...watch.seen.values()].flatMap((parts) =>
    parts
      .filter((part) => part.startMs >= startMs && part.startMs <= (endMs ?? Number.POSITIVE_INFINITY))
      .filter(({ state }) => state.release === to && state.ready === 200)
      .map((part) => part.startMs),
  )
  const first = Math.min(...seen, told ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : null
}

function detectionMs(deploy: Deploy, watch: Watch): number | null {
  if (deploy.trigger === null) return null
  const servedMs = firstServedMs(deploy, watch)
  return servedMs === null ? null : Math.max(0, deploy.trigger.atMs - servedMs)
}

function begun(window: string, startMs: number): Deploy {
  return {
    window,
    from: '',
    to: '',
    strategy: '',
    startMs,
    endMs: null,
    outcome: null,
    code: null,
    detail: '',
    switched: [],
    trigger: null,
    detectionMs: null,
    canary: null,
  }
}

function names({ from, to, strategy }: Extract<JournalEvent, { type: 'deploy-started' }>) {
  return { from: from.version, to: to.version, strategy }
}

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
