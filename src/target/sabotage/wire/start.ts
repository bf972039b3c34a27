/** The program between users and the edge, started, told to begin, and ended. */
import { dirname, join } from 'node:path'
import { FiredrillError } from '../../../errors.ts'
import type { Child } from '../../../host/host.ts'
import type { TargetContext, UnexpectedEnd } from '../../target.ts'
import { WIRE_PROGRAM } from './program.ts'
import type { WireSettings } from './settings.ts'

/** Below logs/ of the run record. */
export const WIRE_LOG = 'sabotage.log'
const READY_WITHIN_MS = 10_000
const LOOK_TIMEOUT_MS = 1000
const POLL_MS = 20
const ENDS_WITHIN_MS = 5000

export interface RunningWire {
  /** From now on it spoils. */
  begin(): void
  /** Lets it come to its end; what it does not do in time, its undo does. */
  stop(): Promise<void>
  cpuMs(): Promise<number>
  unexpectedEnds(): UnexpectedEnd[]
}

/** Resolves once it takes connections. Throws `start-failed`. */
export async function startWire(settings: WireSettings, context: TargetContext): Promise<RunningWire> {
  const { host, logsDir } = context
  const mark = context.nextMark()
  const log = join(logsDir, WIRE_LOG)
  const argv = [process.execPath, WIRE_PROGRAM, JSON.stringify(settings)]
  const cwd = dirname(WIRE_PROGRAM)
  const intent = {
    what: 'start the proxy of the sabotage',
    undo: { kind: 'end-processes', args: { mark } },
    command: { argv, cwd, env: {} },
  }
  const child = await context.change(intent, () =>
    host.processes.spawn({
      argv,
      cwd,
      env: { PATH: host.env.PATH, HOME: host.env.HOME },
      mark,
      stdin: 'pipe',
      stdout: { file: log },
      stderr: { file: log },
    }),
  )
  const end = watchEnd(child, context)
  await untilAccepts(settings.listen, end, context)
  return {
    begin: () => void child.stdin?.write('begin\n'),
    async stop(): Promise<void> {
      end.expect()
      const undo = { kind: 'covered', args: { by: intent.what } }
      await context.change({ what: 'stop the proxy of the sabotage', undo }, async () => {
        child.stdin?.end()
        const enough = new AbortController()
        const late = host.clock.sleep(ENDS_WITHIN_MS, enough.signal).catch(() => undefined)
        await Promise.race([child.exited, late])
        enough.abort()
      })
    },
    cpuMs: () => host.processes.cpuMs(mark),
    unexpectedEnds: () => end.unexpected(),
  }
}

interface Watched {
  expect(): void
  /** How it ended; null: it lives. */
  how(): string | null
  unexpected(): UnexpectedEnd[]
}

function watchEnd({ stdin, exited }: Child, { host }: TargetContext): Watched {
  const ends: (UnexpectedEnd & { asked: boolean })[] = []
  let expected = false
  // Written to when it has gone, a pipe says so by an error that nobody else would take.
  stdin?.on('error', () => undefined)
  void exited.then(({ code, signal }) => {
    const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`
    const atMs = host.clock.monoMs()
    ends.push({ name: 'the proxy of the sabotage', how, atMs, lastLines: [], asked: expected })
  })
  return {
    expect() {
      expected = true
    },
    how: () => ends[0]?.how ?? null,
    unexpected: () => ends.flatMap(({ asked, ...end }) => (asked ? [] : [end])),
  }
}

/** Throws `start-failed` when it ends, or does not listen in its time. */
async function untilAccepts(port: number, end: Watched, { host, signal }: TargetContext): Promise<void> {
  const deadlineMs = host.clock.monoMs() + READY_WITHIN_MS
  while (!(await host.net.accepts('127.0.0.1', port, LOOK_TIMEOUT_MS))) {
    const how = end.how()
    if (how !== null || host.clock.monoMs() >= deadlineMs) {
      const why = how === null ? 'did not listen in time' : `ended before it listened (${how})`
      throw new FiredrillError('start-failed', `The proxy of the sabotage ${why}.`, {
        hint: `What it wrote is in logs/${WIRE_LOG} of the run record.`,
      })
    }
    await host.clock.sleep(POLL_MS, signal)
  }
}
