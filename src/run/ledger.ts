/** After the load: asks what is stored, until no job is open, and keeps the answer in the run record. */
import { join } from 'node:path'
import type { ResolvedDrill } from '../drill/model.ts'
import type { Objective } from '../drill/objective.ts'
import { visits } from '../drill/walk.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import { openStored } from '../journal/columns/open.ts'
import type { Balance } from '../journal/events.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { NO_JOBS } from '../journal/rows.ts'
import { readStored, type StoredSource } from '../ledger/read.ts'
import type { RunningTarget } from '../target/target.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

export interface LedgerSettings {
  stored: StoredSource
  /** So long open jobs are waited for; ms. */
  settleMs: number
}

const AGAIN_MS = 500

/** Does the drill judge what became of its writes? */
export function asksLedger({ steps, expect }: ResolvedDrill): boolean {
  const ofPhases = [...visits(steps)].flatMap(({ step }) => (step.kind === 'phase' ? step.expect : []))
  return [...expect, ...ofPhases].some(isAboutLedger)
}

function isAboutLedger({ indicator: { kind } }: Objective): boolean {
  return kind === 'writes' || kind === 'jobs'
}

/** Journals how it went; what the reader could not do is no error of the run. Throws only when it is interrupted. */
export async function keepStored(
  room: Room,
  { host, ledger, plan }: Pick<RunOptions, 'host' | 'ledger' | 'plan'>,
  { variables }: Pick<RunningTarget, 'variables'>,
  signal: AbortSignal,
): Promise<void> {
  if (ledger === null || !asksLedger(plan.drill)) return
  const { journal } = room
  const startMs = host.clock.monoMs()
  let readings = 0
  const done = (seen: Reading, error: string | null): void => {
    const tookMs = Math.round(host.clock.monoMs() - startMs)
    journal.write({ type: 'ledger-read', ...seen, readings, tookMs, error })
  }
  journal.write({ type: 'progress', text: 'reading what is stored' })
  try {
    for (;;) {
      const seen = await readOnce(room, host, ledger.stored, variables, signal)
      readings += 1
      const settled = seen.openJobs === 0 || host.clock.monoMs() - startMs >= ledger.settleMs
      if (settled) {
        done(seen, null)
        return
      }
      await host.clock.sleep(AGAIN_MS, signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof FiredrillError)) throw error
    done({ rows: 0, openJobs: 0, balances: [] }, messageOf(error))
  }
}

interface Reading {
  rows: number
  openJobs: number
  balances: Balance[]
}

/** One reading, in place of the one before. */
async function readOnce(
  room: Room,
  host: RunOptions['host'],
  source: StoredSource,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Reading> {
  const path = join(room.directory, RECORD_FILES.stored)
  await host.files.remove(path)
  const columns = openStored(await host.files.openAppend(path))
  const seen: Reading = { rows: 0, openJobs: 0, balances: [] }
  const log = join(room.logsDir, 'ledger.log')
  try {
    await readStored(host, source, { variables, mark: room.nextMark(), log, signal }, (entry) => {
      if ('balance' in entry) {
        seen.balances.push({ name: entry.balance, expected: entry.expected, actual: entry.actual })
        return
      }
      const { key, count, jobs = NO_JOBS } = entry
      seen.rows += 1
      if (jobs < count) seen.openJobs += 1
      columns.append([{ key, count, jobs }])
    })
  } finally {
    await columns.close()
  }
  return seen
}
