/** The log of every container, followed line by line, each with the engine's time before it. */
import { dirname } from 'node:path'
import { messageOf } from '../../errors.ts'
import type { Container, Engine, LogLine } from '../../host/engine/engine.ts'
import type { Following, Gap } from '../../host/engine/following.ts'
import type { AppendFile } from '../../host/host.ts'
import { cutLine } from '../app/last-lines.ts'
import type { Redact } from '../app/redact.ts'
import type { Runtime } from './runtime.ts'
import { accessLogPath, logPath, type Surroundings } from './surroundings.ts'

/** Of a log, what may tell why its container ended. */
const LAST_LINES = 20
const LOOK_BACK_MS = 60_000

export interface LogFollowing {
  /** From its beginning on, or from when it was asked for, through all its starts; once for each container. */
  follow(container: Pick<Container, 'id' | 'labels'>): void
  /** A line of firedrill's own in the log of a service, by the engine's clock. */
  tell(service: string, atMs: number, text: string): void
  /** What was written until now stands in the files when it resolves. */
  stop(): Promise<void>
}

/** `sinceMs`: of those that are there already, only what is written from this time of the engine's clock on. */
export function followLogs(
  around: Surroundings,
  { engine, context, containers }: Runtime,
  sinceMs = 0,
): LogFollowing {
  const { files } = context.host
  const following = new Map<string, Promise<Following | null>>()
  const open = new Map<string, Promise<AppendFile>>()
  let written: Promise<unknown> = Promise.resolve()
  const append = (path: string, line: string): void => {
    const file = open.get(path) ?? files.makeDir(dirname(path)).then(() => files.openAppend(path))
    open.set(path, file)
    written = written.then(async () => (await file).append(`${line}\n`)).catch(() => undefined)
  }
  const write = (service: string, { atMs, stream, text }: LogLine): void => {
    const isAccess = service === around.options.edge.service && stream === 'stdout' && text.startsWith('{')
    if (isAccess) append(accessLogPath(around), text)
    else append(logPath(around, service), `${new Date(atMs).toISOString()} ${text}`)
  }
  return {
    follow(container) {
      const service = containers.nameOf(container)
      if (service === null || following.has(container.id)) return
      const onLine = (line: LogLine) => write(service, line)
      const onGap = (gap: Gap): void => {
        if (gap.is === 'lost') context.progress(`the log of ${service} broke off: its last lines are missing`)
      }
      const begun = engine.followLog(container.id, sinceMs, onLine, onGap).catch((error: unknown) => {
        context.progress(`the log of ${service} is missing: ${messageOf(error)}`)
        return null
      })
      following.set(container.id, begun)
    },
    tell: (service, atMs, text) => write(service, { atMs, stream: 'stderr', text }),
    async stop() {
      await Promise.all([...following.values()].map(async (begun) => (await begun)?.stop()))
      await written
      for (const file of open.values()) await (await file).close()
      open.clear()
    },
  }
}

/** The last lines that a container wrote before this time of the engine's clock; none where it cannot be asked. */
export async function lastWords(
  engine: Engine,
  id: string,
  beforeMs: number,
  redact: Redact,
): Promise<string[]> {
  return lastOf(await writtenSince(engine, id, beforeMs - LOOK_BACK_MS), redact)
}

/** What a container has written since, as it wrote it; nothing where it cannot be asked. */
export async function writtenSince(engine: Engine, id: string, sinceMs: number): Promise<string[]> {
  const lines: string[] = []
  try {
    const following = await engine.followLog(id, sinceMs, ({ text }) => lines.push(text))
    await following.stop()
  } catch {
    return []
  }
  return lines
}

export function lastOf(lines: readonly string[], redact: Redact): string[] {
  return lines.slice(-LAST_LINES).map((line) => cutLine(redact(line)))
}
