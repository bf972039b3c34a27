import type { JournalEvent } from '../../journal/events.ts'
import { appsOf } from '../../measure/instances/apps.ts'

/** What tells which instances are the app. */
const TELLING: readonly JournalEvent['type'][] = [
  'instances',
  'deploy-started',
  'instance-switched',
  'rollback-decided',
  'deploy-ended',
  'rollback-acted',
]

export interface AppReady {
  onEvent(event: JournalEvent): void
  /** Is each instance of the app ready, by the watch's newest look? */
  ready(): ReadonlyMap<string, boolean>
}

/** The watch looks at all there are; a canary, or a set that is kept for the way back, serves nobody in the app's place. */
export function createAppReady(): AppReady {
  const states = new Map<string, boolean>()
  const telling: JournalEvent[] = []
  return {
    onEvent(event) {
      if (event.type === 'instance-state') states.set(event.name, event.alive && event.ready === 200)
      if (TELLING.includes(event.type)) telling.push(event)
    },
    ready() {
      const names = appsOf(telling).at(-1)?.names
      return names === undefined ? states : new Map([...states].filter(([name]) => names.includes(name)))
    },
  }
}
