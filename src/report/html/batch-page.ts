/** `<first run>.batch.html`: the runs of one `--repeat`, one verdict over them; it lies beside their directories. */
import { RECORD_FILES } from '../../journal/record.ts'
import type { Batch, RunOfBatch } from '../../verdict/batch-schema.ts'
import { clauseWords } from '../../verdict/steady.ts'
import { counted } from '../../verdict/wording.ts'
import { endingWords, shareWords } from '../batch.ts'
import { MARKS } from '../cells.ts'
import { html as esc } from '../escape.ts'
import { page } from './page/page.ts'
import { answer, type Row, section, table } from './page/parts.ts'
import { PAGE_STYLE } from './page/style.ts'

const MOODS = { pass: 'good', fail: 'bad', inconclusive: 'open' } as const

export function batchPage(batch: Batch): string {
  const { drill, verdict, summary, runs, asked, exitCode } = batch
  const head = ['', 'run', 'ended', 'what failed', 'what was not decided', 'seed']
  const dirty = runs.filter(({ cleanup }) => cleanup === 'dirty').length
  const words = dirty === 0 ? verdict : `${verdict}, not clean`
  // What is left behind is no part of the verdict, and has to be seen before it.
  const look = dirty > 0 && verdict === 'pass' ? 'inconclusive' : verdict
  const body = `<a class="skip" href="#main">Skip to the runs</a>
<header class="top ${look}"><h1><span class="badge">${MARKS[verdict]} ${words}</span> ${esc(drill)}, ${runs.length} of ${counted(asked, 'run')}</h1>
${notClean(dirty)}${answer(summary, MOODS[look])}<p>${esc(shareWords(batch))}</p></header>
<main id="main">
${section('runs', 'Runs', table({ caption: `Runs of ${drill}`, head, rows: runs.map(rowOf) }))}
</main>
<footer><p>Exit code ${exitCode}.</p></footer>`
  const title = `${words}: ${drill}, ${counted(runs.length, 'run')}`
  return page({ title, icon: MARKS[verdict], body, styles: [PAGE_STYLE], scripts: [], data: {} })
}

function notClean(runs: number): string {
  if (runs === 0) return ''
  const what = `Not clean: ${runs} ${runs === 1 ? 'run' : 'runs'} left something behind.`
  return answer(`${what} What it is, and how it is taken back, stands in the report of the run.`, 'bad')
}

function rowOf(run: RunOfBatch): Row {
  const clauses = (all: RunOfBatch['failed']): string =>
    all.map((clause) => esc(clauseWords(clause))).join('<br>')
  return {
    cells: [
      { html: MARKS[run.verdict], className: `mark ${run.verdict}` },
      {
        html: `<a href="${encodeURIComponent(run.id.toWellFormed())}/${RECORD_FILES.html}">${esc(run.id)}</a>`,
        head: true,
      },
      { html: esc(endingWords(run)) },
      { html: clauses(run.failed) },
      { html: clauses(run.undecided) },
      { html: esc(String(run.seed)), className: 'n' },
    ],
  }
}
