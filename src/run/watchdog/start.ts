import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FiredrillError } from '../../errors.ts'
import type { Child, Host } from '../../host/host.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { secretsVariable } from '../../redact/process.ts'
import { assertEpoch, FIRST_EPOCH } from '../epoch.ts'
import { isSuperseded } from '../run-ending.ts'
import { unlessHanging } from '../unless-hanging.ts'
import { BEAT, BEAT_EVERY_MS, RELEASED } from './beat.ts'

export interface Watchdog {
  /** Aborted with `watchdog-lost` once it has ended without having been told to. */
  readonly lost: AbortSignal
  /**
   * Tells it that everything is undone; resolves when it has ended, or was killed because it did not. One that has taken
   * the run over hears nothing any more, and is left to it.
   */
  release(): Promise<void>
  /** Says nothing more: it will find that the run needs it as soon as this process has ended. */
  abandon(): void
}

/** The program beside this file: `main.ts` as it is, or the compiled `main.js` of the published package. */
const PROGRAM = fileURLToPath(
  import.meta.resolve(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js'),
)
/** It has nothing to do but to end. */
const END_WITHIN_MS = 10_000

/** Starts the watchdog of the run whose record is in `directory`; it writes to `watchdog.log` there. */
export async function startWatchdog(host: Host, directory: string): Promise<Watchdog> {
  const { PATH, HOME, XDG_STATE_HOME, TMPDIR } = host.env
  // A CI runner ends what carries its own variables: the watchdog gets only what it needs.
  const env = { PATH, HOME, XDG_STATE_HOME, TMPDIR, ...secretsVariable() }
  const log = join(directory, 'watchdog.log')
  const argv = [process.execPath, PROGRAM, directory]
  const journal = join(directory, RECORD_FILES.journal)
  const child = await host.processes.spawnDetached(argv, env, log, journal)
  const lost = new AbortController()
  let told = false
  void child.exited.then(() => {
    clearInterval(beating)
    if (!told) lost.abort(lostError(log))
  })
  // By the machine's own time, also where the run's is a made-up one: the other end is a real process.
  const beating = setInterval(() => say(child, BEAT), BEAT_EVERY_MS)
  beating.unref()
  // It may be gone before that is noticed; what is written then goes nowhere.
  child.stdin?.on('error', () => undefined)
  const isAtWork = () => assertEpoch(host, directory, FIRST_EPOCH).then(() => false, isSuperseded)
  return {
    lost: lost.signal,
    async release() {
      told = true
      clearInterval(beating)
      child.stdin?.end(RELEASED)
      if (await isAtWork()) return
      const { kind } = await unlessHanging(child.exited, { withinMs: END_WITHIN_MS }, host.clock)
      if (kind === 'hanging' && !(await isAtWork())) await host.processes.signal(child.identity, 'SIGKILL')
    },
    abandon() {
      told = true
      clearInterval(beating)
    },
  }
}

function say({ stdin }: Child, text: string): void {
  if (stdin?.writable) stdin.write(text)
}

function lostError(log: string): FiredrillError {
  return new FiredrillError(
    'watchdog-lost',
    'The watchdog of the run has ended: nobody would undo it if this process ended now.',
    { hint: `Everything was undone. Look what ended it, and at ${log}; then run the drill again.` },
  )
}
