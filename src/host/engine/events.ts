import { type Connection, read } from './connection.ts'
import { timeOf } from './container.ts'
import type { Engine, EngineAction } from './engine.ts'
import { eventOf } from './event.ts'
import { createEventLines } from './event-lines.ts'
import { following } from './following.ts'
import { labelFilter } from './labels.ts'

const ACTIONS: EngineAction[] = [
  'create',
  'start',
  'kill',
  'oom',
  'die',
  'stop',
  'pause',
  'unpause',
  'health_status',
  'destroy',
]

export function eventsBy(connection: Connection): Pick<Engine, 'follow'> {
  return {
    async follow(labels, onEvent) {
      const filters = { type: ['container' as const], label: labelFilter(labels), event: ACTIONS }
      const { SystemTime } = await connection.ask(
        'tell its time',
        (docker) => docker.info() as Promise<{ SystemTime: string }>,
      )
      // An engine answers before it listens: what happens between the two it gives only to those who ask for the past.
      const since = (timeOf(SystemTime) ?? 0) / 1000
      const listening = await connection.listen('tell what happens', (docker) =>
        docker.getEvents({ filters, since }),
      )
      const lines = createEventLines((told) => {
        const event = eventOf(told)
        if (event !== null) onEvent(event)
      })
      return following(connection.url, async (signal) => {
        await read(listening, lines.add, signal)
        throw new Error('it ended')
      })
    },
  }
}
