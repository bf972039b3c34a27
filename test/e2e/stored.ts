/** What a run left in its record. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { nodeFiles } from '../../src/host/files.ts'
import type { JournalEvent } from '../../src/journal/events.ts'
import { sealRecord } from '../../src/journal/seal.ts'
import type { Verdict } from '../../src/verdict/schema.ts'

/** The run records below a reports directory. */
export function recordsIn(reports: string): string[] {
  return readdirSync(reports)
    .filter((name) => name !== 'latest' && existsSync(join(reports, name, 'journal.ndjson')))
    .map((name) => join(reports, name))
}

/** The one that there is. */
export function onlyRecord(reports: string): string {
  const [record, ...others] = recordsIn(reports)
  if (record === undefined || others.length > 0) throw new Error(`not one record in ${reports}`)
  return record
}

export function journalOf(record: string): JournalEvent[] {
  const lines = readFileSync(join(record, 'journal.ndjson'), 'utf8').split('\n')
  return lines.flatMap((line) => parsed(line))
}

/** The last line may be half written while the run goes on. */
function parsed(line: string): JournalEvent[] {
  try {
    return [JSON.parse(line) as JournalEvent]
  } catch {
    return []
  }
}

export function eventsOf<T extends JournalEvent['type']>(
  record: string,
  type: T,
): Extract<JournalEvent, { type: T }>[] {
  return journalOf(record).filter((event): event is Extract<JournalEvent, { type: T }> => event.type === type)
}

export function verdictOf(record: string): Verdict {
  return JSON.parse(readFileSync(join(record, 'verdict.json'), 'utf8')) as Verdict
}

/** `lost/uptime pass`, one for each clause. */
export function clausesOf({ clauses }: Verdict): string[] {
  return clauses.map(({ window, indicator, verdict }) => `${window}/${indicator} ${verdict}`)
}

export function copyOf(record: string, name: string): string {
  const copy = join(record, '..', '..', name, basename(record))
  cpSync(record, copy, { recursive: true })
  return copy
}

/** As if a run had left the record as it is now. */
export async function sealAnew(record: string): Promise<void> {
  rmSync(join(record, 'seal.json'))
  await sealRecord(nodeFiles(), record, 'run')
}

/** Waits for an event of the one run below `reports`. Throws when the program `ended` before it, and after a minute. */
export function untilEvent(
  reports: string,
  type: JournalEvent['type'],
  ended: Promise<{ stdout: string; stderr?: string }>,
): Promise<void> {
  return untilSeen(reports, type, (event) => event.type === type, ended)
}

/** The same for a step that has begun, by its path: `steps[0].steps[1]`. */
export function untilStep(
  reports: string,
  path: string,
  ended: Promise<{ stdout: string; stderr?: string }>,
): Promise<void> {
  return untilSeen(reports, path, (event) => event.type === 'step-started' && event.path === path, ended)
}

async function untilSeen(
  reports: string,
  what: string,
  isIt: (event: JournalEvent) => boolean,
  ended: Promise<{ stdout: string; stderr?: string }>,
): Promise<void> {
  const late = Date.now() + 60_000
  let said: string | null = null
  ended.then(
    ({ stdout, stderr = '' }) => {
      said = `${stdout}${stderr}`
    },
    (error: unknown) => {
      said = String(error)
    },
  )
  while (!existsSync(reports) || !recordsIn(reports).some((record) => journalOf(record).some(isIt))) {
    if (said !== null) throw new Error(`it ended before there was ${what}: ${said}`)
    if (Date.now() > late) throw new Error(`no ${what} in ${reports} within a minute`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
