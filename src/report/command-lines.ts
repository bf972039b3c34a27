/** What the run did to the target, as a person would have typed it, in the order of time. */
import type { JournalEvent } from '../journal/events.ts'
import { commandWords, quoted } from '../shell-words.ts'

type Command = Extract<JournalEvent, { type: 'command' }>['command']

export interface CommandRun {
  /** Run ms. */
  atMs: number
  what: string
  typed: string
  /** Null: its end was not seen. */
  tookMs: number | null
}

export function commandsRun(events: readonly JournalEvent[]): CommandRun[] {
  const ended = new Map(
    events.flatMap((event) =>
      event.type === 'done' || event.type === 'not-done' ? [[event.id, event.atMs]] : [],
    ),
  )
  const runs = events.flatMap((event): CommandRun[] => {
    switch (event.type) {
      case 'command':
        return [
          {
            atMs: event.startMs,
            what: event.what,
            typed: typed(event.command),
            tookMs: event.endMs - event.startMs,
          },
        ]
      case 'intent': {
        if (!event.command) return []
        const endMs = ended.get(event.id)
        const tookMs = endMs === undefined ? null : endMs - event.atMs
        return [{ atMs: event.atMs, what: event.what, typed: typed(event.command), tookMs }]
      }
      case 'fault-injected':
        return [
          {
            atMs: event.instantMs,
            what: `${event.fault} ${event.victim}`,
            typed: typed(event.command),
            tookMs: event.atMs - event.instantMs,
          },
        ]
      default:
        return []
    }
  })
  return runs.sort((a, b) => a.atMs - b.atMs)
}

/** `cd /srv/app && PORT=3001 node server.js` */
function typed({ argv, cwd, env }: Command): string {
  return `cd ${quoted(cwd)} && ${commandWords(argv, env)}`
}
