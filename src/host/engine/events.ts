import type { Clock } from '../host.ts'
import { type Connection, type Listening, read } from './connection.ts'
import { timeOf } from './container.ts'
import type { Engine, EngineAction } from './engine.ts'
import { eventOf } from './event.ts'
import { createEventLines } from './event-lines.ts'
import { createEventPosition } from './event-position.ts'
import { followAgain, type Telling } from './follow-again.ts'
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

export function eventsBy(connection: Connection, clock: Clock): Pick<Engine, 'follow'> {
  return {
    async follow(labels, onEvent, onGap = () => undefined) {
      const filters = { type: ['container' as const], label: labelFilter(labels), event: ACTIONS }
      const { SystemTime } = await connection.ask(
        'tell its time',
        (docker) => docker.info() as Promise<{ SystemTime: string }>,
      )
      // An engine answers before it listens: what happens between the two it gives only to those who ask for the past.
      const position = createEventPosition(timeOf(SystemTime) ?? 0)
      const telling: Telling<Listening> = {
        begin: () =>
          connection.listen('tell what happens', (docker) =>
            docker.getEvents({ filters, since: position.sinceMs() / 1000 }),
          ),
        async goOn(listening, signal) {
          // Anew each time: of what broke off, half a line may be left.
          const lines = createEventLines((told) => {
            const event = eventOf(told)
            if (event !== null && position.isNew(event)) onEvent(event)
          })
          await read(listening, lines.add, signal)
          throw new Error('it ended')
        },
        drop: (listening) => listening.close(),
        rest: null,
      }
      return followAgain({ url: connection.url, clock, onGap }, telling, await telling.begin())
    },
  }
}
