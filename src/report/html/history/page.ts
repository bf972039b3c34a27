/** `history.html`: how the runs of each drill went over time; one file that asks nothing of any network. */
import { dirname, relative } from 'node:path/posix'
import type { History, Mark, Series, SeriesRun } from '../../../history/history.ts'
import { RECORD_FILES } from '../../../journal/record.ts'
import { MARKS } from '../../cells.ts'
import { html as esc } from '../../escape.ts'
import { markRule, markWords, seriesWords, shownValue } from '../../history.ts'
import { page } from '../page/page.ts'
import { answer, type Cell, list, type Row, section, table } from '../page/parts.ts'
import { PAGE_STYLE } from '../page/style.ts'
import { TREND_STYLE, trendChart } from './trend-chart.ts'

/** `file`: where the page will lie, as a person would type it; links to runs are relative to it. */
export function historyPage(history: History, file: string): string {
  const { series, leftOut } = history
  const body = `<a class="skip" href="#main">Skip to the history</a>
<header class="top"><h1>History of ${series.length === 1 ? esc(series[0]?.drill ?? '') : 'drills'}</h1>
${newsOf(series)}</header>
<main id="main">
${series.map((each, index) => seriesSection(each, index, file)).join('\n')}
${leftOut.length === 0 ? '' : section('left-out', 'Left out', list(leftOut))}
</main>
<footer><p>${esc(markRule(history))}</p></footer>`
  const styles = [PAGE_STYLE, TREND_STYLE]
  return page({ title: 'firedrill history', icon: '📈', body, styles, scripts: [], data: {} })
}

/** The newest mark of each clause: what changed last, with the way to it. */
function newsOf(series: readonly Series[]): string {
  const news = series.flatMap((each, index) =>
    each.trends.flatMap((trend) => {
      const mark = trend.marks.at(-1)
      if (!mark) return []
      const words = `${trend.objective} in ${trend.window}: ${markWords(mark, each)}`
      return [`<li><a href="#${idOf(index)}">${esc(seriesWords(each))}</a>: ${esc(words)}</li>`]
    }),
  )
  if (news.length > 0) return `<ul class="news">${news.join('')}</ul>`
  return answer(series.length === 0 ? 'There is no stored run.' : 'No change was seen.')
}

const idOf = (index: number): string => `series-${index}`

function seriesSection(series: Series, index: number, file: string): string {
  const { runs, trends } = series
  const charts =
    runs.length > 1
      ? trends.map((trend) => trendChart(trend, series))
      : ['<p>One run: there is nothing to compare it with yet.</p>']
  return section(idOf(index), seriesWords(series), `${charts.join('\n')}\n${runsTable(series, file)}`)
}

/** The newest first, as one looks for it. */
function runsTable(series: Series, file: string): string {
  const { runs, trends } = series
  const head = [
    'run',
    'began, UTC',
    'verdict',
    'release',
    'commit',
    ...trends.map(({ objective, window }) => `${objective} in ${window}`),
  ]
  const rows = runs.map(
    (run, index): Row => ({
      cells: [
        { html: `<a href="${esc(linkTo(run, file))}">${esc(run.id)}</a>`, className: 'whole', head: true },
        { html: esc(run.startedAt.slice(0, 16).replace('T', ' ')), className: 'whole' },
        { html: esc(verdictWords(run)), className: `mark whole ${run.verdict}` },
        { html: esc(run.release ?? '–') },
        { html: `<code>${esc(run.commit?.slice(0, 10) ?? '–')}</code>`, className: 'whole' },
        ...trends.map((trend): Cell => {
          const mark = trend.marks.find(({ from }) => from === index)
          const value = shownValue(trend.values[index] ?? null, trend.unit)
          return { html: esc(`${arrow(mark)}${value}`), className: mark ? `n ${mark.finding}` : 'n' }
        }),
      ],
    }),
  )
  return table({ caption: `Runs of ${series.drill}`, head, rows: rows.toReversed() })
}

function arrow(mark: Mark | undefined): string {
  if (!mark) return ''
  return mark.finding === 'worse' ? '▲ worse: ' : '▼ better: '
}

function verdictWords({ verdict, run, cleanup }: SeriesRun): string {
  const more = [...(run === 'completed' ? [] : [run]), ...(cleanup === 'clean' ? [] : [cleanup])]
  return [`${MARKS[verdict]} ${verdict}`, ...more].join(', ')
}

/** Percent-encoded: a directory may be named as it likes. */
function linkTo({ directory }: SeriesRun, file: string): string {
  const path = relative(dirname(file), directory)
  return [...path.split('/'), RECORD_FILES.html]
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/')
}
