import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { differencesOf } from '../../compare/comparable.ts'
import { compareRuns, type StoppedRun } from '../../compare/compare.ts'
import { type RunToCompare, runToCompare } from '../../compare/side.ts'
import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { nodeHost } from '../../host/node.ts'
import { comparisonJson, renderComparison } from '../../report/comparison.ts'
import { comparisonPage } from '../../report/html/comparison-page.ts'
import { findRuns, type StoredRuns, storedRuns } from '../find-runs.ts'
import { judgeRecord } from '../judge-record.ts'
import { percentage } from '../options.ts'
import type { CommandContext } from '../program.ts'

interface CompareFlags {
  json?: boolean
  tolerance: number
  anyway?: boolean
  page?: string
}

export function addCompare(program: Command, context: CommandContext): Command {
  return program
    .command('compare <first> <second>')
    .addOption(
      new Option('--tolerance <share>', 'a difference up to this share is none')
        .argParser(percentage)
        .default(0.25, '25%'),
    )
    .option('--anyway', 'compare although parameters, load or target differ')
    .option('--page <file>', 'write the comparison as a page as well')
    .option('--json', 'the comparison as JSON on standard output')
    .addHelpText(
      'after',
      '\nEach side is a run, several with commas between them, a batch of --repeat, or a directory of runs.\n' +
        '\nExamples:\n  firedrill compare 20260102-030405-kill-node-1a2b latest\n' +
        '  firedrill compare reports/before reports/after --page comparison.html',
    )
    .action(async (first: string, second: string, { json, tolerance, anyway, page }: CompareFlags) => {
      const host = nodeHost()
      const stored = await storedRuns(host)
      const [these, those] = [await readSide(host, stored, first), await readSide(host, stored, second)]
      refuseUnlike(these.runs, those.runs, anyway === true)
      const stopped = { first: these.stopped, second: those.stopped }
      const comparison = compareRuns(these.runs, those.runs, { tolerance, stopped })
      const { terminal } = context
      if (page !== undefined) await host.files.writeAtomic(resolve(page), comparisonPage(comparison))
      const colorLevel = terminal.outColours.level
      terminal.out(
        json
          ? comparisonJson(comparison)
          : renderComparison(comparison, { colorLevel, columns: terminal.columns }),
      )
      context.exit(comparison.exitCode)
    })
}

interface Side {
  runs: RunToCompare[]
  stopped: StoppedRun[]
}

/** What was stopped half-way is no run of this drill. Throws `not-comparable` where none is left. */
async function readSide(host: Host, stored: StoredRuns, name: string): Promise<Side> {
  const runs: RunToCompare[] = []
  const stopped: StoppedRun[] = []
  for (const directory of await findRuns(stored, name)) {
    const { indicators } = stored
    const { record, measurements, verdict } = await judgeRecord(host, directory, { indicators, strict: null })
    if (verdict.run === 'completed') runs.push(runToCompare(record, measurements, verdict, indicators))
    else stopped.push({ id: verdict.id, run: verdict.run })
  }
  if (runs.length > 0) return { runs, stopped }
  throw new FiredrillError('not-comparable', `No run of ${name} came to its end.`, {
    hint: 'Run the drill again, and compare that run.',
  })
}

function refuseUnlike(
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
  anyway: boolean,
): void {
  const twice = first.find(({ verdict }) => second.some((other) => other.verdict.id === verdict.id))
  if (twice)
    throw new FiredrillError('not-comparable', `${twice.verdict.id} stands on both sides.`, {
      hint: 'Name two runs of one drill, such as the one before and `latest`.',
    })
  const { unlike } = differencesOf(first, second)
  const otherDrill = unlike.some((each) => each.startsWith('drill: '))
  if (unlike.length === 0 || (anyway && !otherDrill)) return
  throw new FiredrillError('not-comparable', `These are different experiments: ${unlike.join('; ')}.`, {
    hint: otherDrill
      ? 'Compare runs of one drill.'
      : 'Take both in the same way, or add --anyway; what differs is then said.',
  })
}
