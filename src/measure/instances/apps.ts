/** Which instances were the app at a moment: a second set that is kept running beside it is not. */
import type { JournalEvent } from '../../journal/events.ts'
import type { Watch } from './watch.ts'

export interface App {
  fromMs: number
  names: readonly string[]
}

/**
 * As the target said when it was asked. A switch between two sets shows before it is asked again: when all of the new
 * set were ready, and when a rollback has put the old one back.
 */
export function appsOf(events: readonly JournalEvent[]): App[] {
  const apps: App[] = []
  let before: App | null = null
  let beforeThat: App | null = null
  let second: App | null = null
  let decided = false
  for (const event of events) {
    const { atMs } = event
    if (event.type === 'instances')
      apps.push({ fromMs: atMs, names: event.instances.map(({ name }) => name) })
    if (event.type === 'deploy-started') {
      decided = false
      beforeThat = before
      before = apps.at(-1) ?? null
      second = event.strategy === 'blue-green' ? { fromMs: atMs, names: [] } : null
    }
    if (event.type === 'instance-switched' && second !== null)
      second = { fromMs: atMs, names: [...second.names, event.name] }
    if (event.type === 'rollback-decided') decided = true
    if (event.type === 'deploy-ended') {
      if (event.outcome === 'deployed' && second !== null && second.names.length > 0) apps.push(second)
      // A rollback takes back the last one that the release gate let through.
      if (event.outcome === 'refused' && !decided) before = beforeThat
      second = null
    }
    if (event.type === 'rollback-acted' && before !== null) apps.push({ ...before, fromMs: atMs })
  }
  return apps.sort((a, b) => a.fromMs - b.fromMs)
}

/** The newest word up to a moment, else the first there is, else everything that was watched. */
export function appAt(apps: readonly App[], watch: Watch, atMs: number): readonly string[] {
  const app = apps.findLast(({ fromMs }) => fromMs <= atMs) ?? apps[0]
  return app?.names ?? [...watch.seen.keys()]
}
