/** A comparison of runs as a page: one file that asks nothing of any network. */
import type { ComparedClause, ComparedSide, Comparison, Finding } from '../../compare/comparison.ts'
import { comparedValue, comparisonRules } from '../comparison.ts'
import { html as esc } from '../escape.ts'
import { page } from './page/page.ts'
import { answer, facts, groupedTable, list, type Row, section } from './page/parts.ts'
import { PAGE_STYLE } from './page/style.ts'

/** On a narrow screen the table is moved, rather than that a sentence is a word wide. */
const WORDS_STYLE = '.words { min-width: 16rem }'

const MOODS = { worse: 'bad', 'no-worse': 'good', 'too-little-data': 'open' } as const
const WORDS = { worse: 'Worse', 'no-worse': 'No worse', 'too-little-data': 'Too little data' } as const
/** As a verdict's colour. */
const CLASSES: Readonly<Record<Finding, string>> = {
  worse: 'mark fail',
  better: 'mark pass',
  'no-difference': 'mark pass',
  'too-little-data': 'mark inconclusive',
}
const SIGNS: Readonly<Record<Finding, string>> = {
  worse: '✗',
  better: '✓',
  'no-difference': '=',
  'too-little-data': '?',
}

export function comparisonPage(comparison: Comparison): string {
  const { drill, verdict, summary, first, second, differs, leftOut, clauses } = comparison
  const groups = [...Map.groupBy(clauses, ({ window }) => window)].map(([title, all]) => ({
    title,
    rows: all.map(rowOf),
  }))
  const head = ['', 'objective', 'first', 'second', 'found', '']
  const body = `<a class="skip" href="#main">Skip to the comparison</a>
<header class="top"><h1>${esc(drill)}: is the second worse than the first?</h1>
${answer(WORDS[verdict], MOODS[verdict])}<p>${esc(summary)}</p></header>
<main id="main">
${section('clauses', 'Clauses', groupedTable(`Clauses of ${drill}, by window`, head, groups))}
${leftOut.length === 0 ? '' : section('left-out', 'Left out', list(leftOut))}
${section(
  'sides',
  'What was compared',
  `${facts([
    ['first', sideWords(first)],
    ['second', sideWords(second)],
  ])}${differs.length === 0 ? '' : `<p>What differs beside what was measured:</p>${list(differs)}`}`,
)}
</main>
<footer><p>${esc(comparisonRules(comparison))} Exit code ${comparison.exitCode}.</p></footer>`
  return page({
    title: `${WORDS[verdict]}: ${drill}`,
    icon: verdict === 'worse' ? '✗' : verdict === 'no-worse' ? '✓' : '?',
    body,
    styles: [PAGE_STYLE, WORDS_STYLE],
    scripts: [],
    data: {},
  })
}

function rowOf({ finding, objective, first, second, unit, words, detail }: ComparedClause): Row {
  return {
    cells: [
      { html: SIGNS[finding], className: CLASSES[finding] },
      { html: esc(objective), head: true },
      { html: esc(comparedValue(first, unit)), className: 'n' },
      { html: esc(comparedValue(second, unit)), className: 'n' },
      { html: esc(words) },
      { html: `<small>${esc(detail)}</small>`, className: 'words' },
    ],
  }
}

function sideWords({ runs }: ComparedSide): string {
  return runs.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
}
