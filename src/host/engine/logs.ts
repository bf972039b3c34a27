import type { ContainerInspectInfo } from 'dockerode'
import type { Clock } from '../host.ts'
import { type Connection, type Listening, read } from './connection.ts'
import type { Engine, LogLine } from './engine.ts'
import { followAgain, type Telling } from './follow-again.ts'
import { createFrames } from './frames.ts'
import { createLogLines, createMessages } from './log-lines.ts'
import { createLogPosition } from './log-position.ts'

/** How often one that does not run is looked at: nothing of it is lost, only told later. */
const POLL_MS = 1000
const WANTED = { stdout: true, stderr: true, timestamps: true } as const

export function logsBy(connection: Connection, clock: Clock): Pick<Engine, 'followLog'> {
  return {
    async followLog(id, sinceMs, onLine, onGap = () => undefined) {
      const what = `tell the log of the container ${id}`
      const look = (): Promise<ContainerInspectInfo> =>
        connection.ask(what, (docker) => docker.getContainer(id).inspect())
      const first = await look()
      const log = logOf(connection, { id, what, sinceMs, terminal: first.Config.Tty }, onLine)

      const untilStarted = async (before: ContainerInspectInfo, signal: AbortSignal) => {
        for (;;) {
          const seen = await look()
          if (seen.State.StartedAt !== before.State.StartedAt) return seen
          await clock.sleep(POLL_MS, signal)
          if (seen.State.Running) return seen
        }
      }
      const telling: Telling<{ seen: ContainerInspectInfo; listening: Listening }> = {
        begin: async () => ({ seen: await look(), listening: await log.listen() }),
        async goOn({ seen, listening }, signal) {
          for (;;) {
            await log.readOn(listening, signal)
            await log.readRest()
            seen = await untilStarted(seen, signal)
            listening = await log.listen()
          }
        },
        drop: ({ listening }) => listening.close(),
        rest: log.readRest,
      }
      const begun = { seen: first, listening: await log.listen() }
      return followAgain({ url: connection.url, clock, onGap }, telling, begun)
    },
  }
}

/** A log that is read in several readings, each from where the one before came to. */
function logOf(
  connection: Connection,
  { id, what, sinceMs, terminal }: { id: string; what: string; sinceMs: number; terminal: boolean },
  onLine: (line: LogLine) => void,
) {
  const position = createLogPosition(sinceMs)
  const lines = createLogLines(onLine, position.isNew)
  // Anew for each reading: of one that broke off, half a message may be left.
  const messages = () => {
    position.again()
    return terminal ? createMessages((message) => lines.add('stdout', message)) : createFrames(lines.add)
  }
  return {
    listen: (): Promise<Listening> =>
      connection.listen(what, (docker) =>
        docker.getContainer(id).logs({ ...WANTED, follow: true, since: position.since() }),
      ),
    async readOn(listening: Listening, signal: AbortSignal): Promise<void> {
      const reading = messages()
      await read(listening, reading.add, signal)
      reading.finish()
    },
    /** An engine ends what it tells with the container, and may leave out what was written last. */
    async readRest(options: { withinMs?: number } = {}): Promise<void> {
      const reading = messages()
      const rest = await connection.ask(
        what,
        (docker) => docker.getContainer(id).logs({ ...WANTED, since: position.since() }),
        options,
      )
      reading.add(rest)
      reading.finish()
      lines.finish()
    },
  }
}
