/** What a person sees at the end of `--repeat`: one verdict over the runs, then one line a run. */
import { Chalk } from 'chalk'
import { formatRatio } from '../units.ts'
import type { Batch, RunOfBatch } from '../verdict/batch-schema.ts'
import { MARKS } from './cells.ts'
import { COLORS, type ConsoleOptions, widthOf } from './console.ts'
import { plain } from './plain.ts'
import { wrap } from './wrap.ts'

/** `file`: where the batch was written, as a person would type it; its page lies beside it. */
export function renderBatch(batch: Batch, file: string, { colorLevel, columns }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colorLevel })
  const width = widthOf(columns)
  const badge = chalk.bold[COLORS[batch.verdict]](batch.verdict.toUpperCase())
  const rows = batch.runs.map((run, index) => {
    const mark = chalk[COLORS[run.verdict]](MARKS[run.verdict])
    return `  ${mark} ${String(index + 1).padStart(2)}  ${plain(run.id, 60)}  ${endingWords(run)}`
  })
  return `${[
    `${badge}  ${plain(batch.drill, 60)}, ${batch.runs.length} ${batch.runs.length === 1 ? 'run' : 'runs'}`,
    ...wrap(plain(batch.summary), width, 0),
    ...wrap(shareWords(batch), width, 0).map((line) => chalk.dim(line)),
    '',
    ...rows,
    '',
    `exit code ${batch.exitCode}`,
    `runs: ${plain(file, 400)}`,
    `page: ${plain(pageOf(file), 400)}`,
  ].join('\n')}\n`
}

/** `pass`, `inconclusive, interrupted, dirty`. */
export function endingWords({ verdict, run, cleanup }: RunOfBatch): string {
  const parts = [verdict, ...(run === 'completed' ? [] : [run]), ...(cleanup === 'clean' ? [] : [cleanup])]
  return parts.join(', ')
}

/** One kill is one sample: what is claimed of the next run needs many. */
export function shareWords({ runs, passShare: { low, high } }: Batch): string {
  if (runs.length === 0) return 'No run was made.'
  if (low > 0 && high === 1) return `Shown at 95 %: at least ${formatRatio(low)} of runs pass.`
  if (low === 0) return `Shown at 95 %: at most ${formatRatio(high)} of runs pass.`
  return `Shown at 95 % each: ${formatRatio(low)} to ${formatRatio(high)} of runs pass.`
}

/** `reports/<first run>.batch.html`, beside `reports/<first run>.batch.json`. */
export function pageOf(file: string): string {
  return file.replace(/\.json$/, '.html')
}
