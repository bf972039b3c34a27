/** One lease on one engine: renewed while the run goes on, and told of each change before it is made. */
import { FiredrillError, messageOf } from '../../errors.ts'
import type { Engine } from '../../host/engine/engine.ts'
import type { Clock } from '../../host/host.ts'
import { deedsOf, readSaid } from '../../host/keeper/said.ts'
import type { Keeper } from '../../host/keeper/start.ts'
import { tellKeeper } from '../../host/keeper/tell.ts'
import type { Journal } from '../../journal/writer.ts'
import { keeperTasks } from '../../undo/keeper-tasks.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import { formatMs } from '../../units.ts'
import { everyInterval } from '../background.ts'

export interface HeldLease {
  /** Resolves once the keeper holds what of it it can take back. Throws `lease-lost`: nothing may be done then. */
  cover(what: string, undo: UndoSpec): Promise<void>
  stop(): Promise<void>
}

export interface Holding {
  engine: Engine
  /** The same, which answers within a renewal or counts as silent. */
  renewing: Engine
  keeper: Keeper
  lengthMs: number
  clock: Clock
  journal: Journal
  /** Called once: nothing more may be done. */
  onLost(why: FiredrillError): void
}

/** One that is late, or lost, is made up for by five others. */
const RENEWALS = 6
const RENEW = 'SIGUSR2'

export function renewEveryMs(lengthMs: number): number {
  return Math.round(lengthMs / RENEWALS)
}

/** Renews it for the first time. */
export async function holdLease(holding: Holding): Promise<HeldLease> {
  const { engine, keeper, lengthMs, clock, journal } = holding
  const { url } = engine.endpoint
  const everyMs = renewEveryMs(lengthMs)
  let heard = { monoMs: 0, wallMs: 0 }
  let lost: FiredrillError | null = null
  let told = 0
  let silent = false

  const renew = async (): Promise<void> => {
    // The keeper hears it later than this: it waits for longer than is counted on.
    const asked = { monoMs: clock.monoMs(), wallMs: clock.wallMs() }
    if (!(await holding.renewing.signal(keeper.name, RENEW))) throw gone(keeper, url)
    heard = asked
    silent = false
  }
  /** A machine that was asleep knows it by the wall clock alone. */
  const ageMs = () => Math.max(clock.monoMs() - heard.monoMs, clock.wallMs() - heard.wallMs)
  const lose = async (why: FiredrillError): Promise<FiredrillError> => {
    // Its end belongs to the clean-up of a run that is over.
    if (lost !== null || journal.events.some(({ type }) => type === 'run-ended')) return lost ?? why
    lost = why
    holding.onLost(why)
    const deeds = await readSaid(holding.renewing, keeper.id).then(
      ({ said }) => deedsOf(said),
      () => [],
    )
    journal.write({ type: 'lease-lost', engine: url, why: why.message, deeds })
    return why
  }
  const turn = async (): Promise<void> => {
    if (lost !== null) return
    try {
      await renew()
    } catch (error) {
      if (isLost(error)) return void (await lose(error))
      const leftMs = lengthMs - (clock.monoMs() - heard.monoMs)
      if (leftMs <= 0) return void (await lose(unheard(url, lengthMs, error)))
      if (!silent) {
        const text = `the engine at ${url} does not answer: its keeper takes everything back in ${formatMs(leftMs)} (${messageOf(error)})`
        journal.write({ type: 'progress', text })
      }
      silent = true
    }
  }
  await renew()
  const turns = everyInterval(clock, everyMs, turn, () => undefined)
  return {
    stop: () => turns.stop(),
    async cover(what, undo) {
      const tasks = await keeperTasks(undo, engine)
      if (tasks.length === 0) return
      if (lost !== null) throw lost
      try {
        if (ageMs() > 2 * everyMs) await renew()
        await tellKeeper(engine, keeper, String(++told), tasks)
      } catch (error) {
        if (isLost(error)) throw await lose(error)
        throw isRefused(error) ? await lose(gone(keeper, url)) : error
      }
      journal.write({ type: 'lease-covers', engine: url, what, tasks: tasks.map((task) => task.what) })
    },
  }
}

function isLost(error: unknown): error is FiredrillError {
  return error instanceof FiredrillError && error.code === 'lease-lost'
}

function isRefused(error: unknown): boolean {
  return error instanceof FiredrillError && error.code === 'engine-refused'
}

function gone({ name }: Keeper, url: string): FiredrillError {
  return new FiredrillError(
    'lease-lost',
    `The keeper ${name} on the engine at ${url} is there no more, or has taken everything back.`,
    { hint: 'Nothing more was done. The journal says what it did; see whether somebody stopped it.' },
  )
}

function unheard(url: string, lengthMs: number, cause: unknown): FiredrillError {
  return new FiredrillError(
    'lease-lost',
    `The engine at ${url} did not answer for ${formatMs(lengthMs)}: by now its keeper takes back what the run did there.`,
    {
      hint: 'Nothing more was done. When the engine can be reached again, `firedrill recover` looks whether all is as it was.',
      cause,
    },
  )
}
