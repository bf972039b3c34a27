import { dirname, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { closest } from 'fastest-levenshtein'
import { runToCompare } from '../../compare/side.ts'
import { isFiredrillError } from '../../config/import-module.ts'
import { FiredrillError, messageOf } from '../../errors.ts'
import { historyOf, type StoredRun } from '../../history/make.ts'
import type { Host } from '../../host/host.ts'
import { nodeHost } from '../../host/node.ts'
import type { CustomIndicators } from '../../measure/custom.ts'
import { historyJson, renderHistory } from '../../report/history.ts'
import { historyPage } from '../../report/html/history/page.ts'
import { mayBeAtWork } from '../../run/recover.ts'
import { storedRuns } from '../find-runs.ts'
import { judgeRecord } from '../judge-record.ts'
import { collect, percentage, repetitions } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { isNewRun, type RecordHead, recordHeads, recordPlaces } from '../record-heads.ts'
import { shownPath } from '../shown-path.ts'

interface HistoryFlags {
  records: string[]
  last: number
  tolerance: number
  all?: boolean
  page?: string
  json?: boolean
}

export function addHistory(program: Command, context: CommandContext): Command {
  return program
    .command('history [drill...]')
    .option('--records <directory>', 'where run records are, also below it; may be repeated', collect, [])
    .option('--last <runs>', 'of each drill, the newest so many', repetitions, 20)
    .addOption(
      new Option('--tolerance <share>', 'a difference up to this share is none')
        .argParser(percentage)
        .default(0.25, '25%'),
    )
    .option('--all', 'every clause, and not only latency, recovery and rollback')
    .option('--page <file>', 'where the page goes; history.html beside the records unless given')
    .option('--json', 'the history as JSON on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  firedrill history\n  firedrill history kill-node --last 50 --records artifacts',
    )
    .action(async (drills: string[], flags: HistoryFlags) => {
      const host = nodeHost()
      const { reportsDir, indicators } = await storedRuns(host)
      const own = reportsDir ?? resolve('reports')
      const places = await recordPlaces(host.files, flags.records, own)
      const found = await recordHeads(host.files, places)
      const seen = new Set<string>()
      const heads = found.heads.filter((head) => isNewRun(head, seen))
      const unread = found.unreadable.map(
        (each) => `${shownPath(each)}: no record, or one that cannot be read.`,
      )
      for (const drill of drills) assertStored(drill, heads)
      const wanted = newestOf(heads, drills, flags.last)
      const { terminal } = context
      if (terminal.live) terminal.err(`reading ${wanted.length} runs\n`)
      const { runs, leftOut } = await readRuns(host, wanted, indicators)
      const { tolerance, all = false } = flags
      const history = historyOf(runs, { tolerance, all, leftOut: [...leftOut, ...unread] })
      const page = flags.page === undefined ? join(places[0] ?? own, 'history.html') : resolve(flags.page)
      const shown = shownPath(page)
      const colorLevel = terminal.outColours.level
      const options = { colorLevel, columns: terminal.columns }
      // What was found out is told, whatever becomes of the page.
      terminal.out(flags.json ? historyJson(history) : renderHistory(history, shown, options))
      if (history.series.length === 0) return
      if (flags.page === undefined) await refuseStrange(host, page)
      await writePage(host, page, historyPage(history, shown))
    })
}

/** What every page of a history says of itself, and nobody else's file of that name. */
const OWN = '<title>firedrill history</title>'

/** `--records .` must not cost a project its own history.html. Throws `usage`. */
async function refuseStrange({ files }: Host, page: string): Promise<void> {
  const before = await readIfReadable(files, page)
  if (before === null || before.includes(OWN)) return
  const message = `${shownPath(page)} is there, and is no page of a history: it was left as it is.`
  throw new FiredrillError('usage', message, {
    hint: `Say where the page goes: \`--page reports/history.html\`, or \`--page ${shownPath(page)}\` to write over it.`,
  })
}

/** Null: there is none, or none that could be written over either. */
async function readIfReadable(files: Host['files'], file: string): Promise<string | null> {
  try {
    return await files.readIfThere(file)
  } catch {
    return null
  }
}

/** Throws `reports-unwritable`. */
async function writePage({ files }: Host, page: string, text: string): Promise<void> {
  try {
    await files.makeDir(dirname(page))
    await files.writeAtomic(page, text)
  } catch (cause) {
    const message = `The page ${shownPath(page)} cannot be written: ${messageOf(cause)}`
    throw new FiredrillError('reports-unwritable', message, {
      hint: 'Free space on the disk, or say where the page goes by --page.',
      cause,
    })
  }
}

/** Throws `run-not-found`. */
function assertStored(drill: string, heads: readonly RecordHead[]): void {
  const names = [...new Set(heads.map(({ header }) => header.drill))].toSorted()
  if (names.includes(drill)) return
  const hint =
    names.length === 0
      ? `\`firedrill run ${drill}\` makes one.`
      : `Did you mean "${closest(drill, names)}"? There are runs of ${names.join(', ')}.`
  throw new FiredrillError('run-not-found', `There is no stored run of "${drill}".`, { hint })
}

/** Of each drill, by its own name; all where none is named. */
function newestOf(heads: readonly RecordHead[], drills: readonly string[], last: number): RecordHead[] {
  const wanted = heads.filter(({ header }) => drills.length === 0 || drills.includes(header.drill))
  return [...Map.groupBy(wanted, ({ header }) => header.drill).values()].flatMap((all) => all.slice(0, last))
}

/** One record after the other: all at once would not fit into memory. */
async function readRuns(
  host: Host,
  heads: readonly RecordHead[],
  indicators: CustomIndicators,
): Promise<{ runs: StoredRun[]; leftOut: string[] }> {
  const runs: StoredRun[] = []
  const leftOut: string[] = []
  for (const { directory, header } of heads) {
    try {
      if (await mayBeAtWork(host, directory)) {
        leftOut.push(`${header.run}: it is still under way.`)
        continue
      }
      const { record, measurements, verdict } = await judgeRecord(host, directory, {
        indicators,
        strict: null,
      })
      const run = runToCompare(record, measurements, verdict, indicators)
      runs.push({ run, directory: shownPath(directory) })
    } catch (error) {
      if (!isFiredrillError(error)) throw error
      leftOut.push(`${header.run}: ${error.message}`)
    }
  }
  return { runs, leftOut }
}
