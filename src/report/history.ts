/** A history of runs for a terminal, and as JSON. */
import { Chalk, type ChalkInstance } from 'chalk'
import type { History, Mark, Series, Trend } from '../history/history.ts'
import { pretenceOf } from '../journal/not-for-real.ts'
import { formatRatio } from '../units.ts'
import { MARKS, shown } from './cells.ts'
import { COLORS, type ConsoleOptions, widthOf } from './console.ts'
import { plain } from './plain.ts'
import { sparkline } from './sparkline.ts'
import { wrap } from './wrap.ts'

const NAME_WIDTH = 40
const LINE_WIDTH = 20
const VALUE_WIDTH = 10

const NO_RUNS = 'There are no stored runs yet: `firedrill run <drill>` makes one.'

/** `page`: where it was written as a page, as a person would type it. */
export function renderHistory(
  history: History,
  page: string,
  { colorLevel, columns }: ConsoleOptions,
): string {
  const chalk = new Chalk({ level: colorLevel })
  const width = widthOf(columns)
  const lines = [
    ...history.series.flatMap((series) => [...seriesLines(series, chalk, width), '']),
    ...(history.series.length === 0
      ? [history.leftOut.length === 0 ? NO_RUNS : 'None of the stored runs could be read.', '']
      : []),
    ...history.leftOut.flatMap((each) => wrap(plain(`left out: ${each}`), width, 0)),
    ...(history.series.length === 0
      ? []
      : [...wrap(markRule(history), width, 0).map((line) => chalk.dim(line)), `page: ${plain(page, 400)}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** +∞ is `"never"`, as in verdict.json. */
export function historyJson(history: History): string {
  const finite = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? 'never' : value
  return `${JSON.stringify(history, finite, 2)}\n`
}

/** What the marks rest on, in one sentence, for every rendering. */
export function markRule({ tolerance, confidence }: History): string {
  const [allowed, wrong] = [formatRatio(tolerance), formatRatio(1 - confidence)]
  return `Marks are by the test of \`firedrill compare\`: more than ${allowed} away from the runs before that were alike. Each by itself is wrong in at most ${wrong} of comparisons, as far as the runs differ in nothing else.`
}

/** `kill-node on compose, environment staging, with rate=200/s`; of a target that was made wrong on purpose that too. */
export function seriesWords({ drill, target, environment, params }: Series): string {
  const settings = Object.entries(params).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const pretence = pretenceOf(target)
  return [
    `${drill} on ${target.name}${pretence === null ? '' : ` (${pretence})`}`,
    ...(environment === null ? [] : [`environment ${environment}`]),
    ...(settings.length === 0 ? [] : [`with ${settings.join(' ')}`]),
  ].join(', ')
}

function seriesLines(series: Series, chalk: ChalkInstance, width: number): string[] {
  const { runs, trends } = series
  const [first, last] = [runs[0], runs.at(-1)]
  const days = [first, last].flatMap((run) => (run ? [run.startedAt.slice(0, 10)] : []))
  const span = [...new Set(days)].join(' to ')
  const verdicts = runs.slice(-width + 30).map(({ verdict }) => chalk[COLORS[verdict]](MARKS[verdict]))
  return [
    ...wrap(plain(seriesWords(series), 1000), width, 0).map((line) => chalk.bold(line)),
    `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}, ${span}  ${verdicts.join('')}`,
    ...trends.flatMap((trend) => trendLines(trend, series, chalk, width)),
    ...(trends.length === 0 ? ['  nothing of it can be followed: no run came to its end with a value'] : []),
  ]
}

const SIGN = { worse: '✗', better: '✓' } as const
const SIGN_COLOR = { worse: 'red', better: 'green' } as const

function trendLines(trend: Trend, series: Series, chalk: ChalkInstance, width: number): string[] {
  const { values, marks, unit } = trend
  const last = marks.at(-1)
  const isCompared = values.filter((each) => each !== null).length > 1
  const sign = last ? chalk[SIGN_COLOR[last.finding]](SIGN[last.finding]) : isCompared ? '=' : ' '
  const name = plain(`${trend.objective} in ${trend.window}`, 200).padEnd(NAME_WIDTH)
  const line = sparkline(values.slice(-LINE_WIDTH), LINE_WIDTH).padEnd(LINE_WIDTH)
  const newest = values.findLast((value) => value !== null) ?? null
  const value = shownValue(newest, unit).padStart(VALUE_WIDTH)
  return [
    `  ${sign} ${name} ${line} ${value}`,
    ...marks.flatMap((mark) =>
      wrap(plain(markWords(mark, series), 1000), width, 6).map((text) =>
        mark === last ? text : chalk.dim(text),
      ),
    ),
  ]
}

/** `worse by 31 ms from 20261127-…-kill-node-1a2b on: 3.05 times the first's …` */
export function markWords({ words, from, seenAt, detail }: Mark, { runs }: Pick<Series, 'runs'>): string {
  const since = runs[from]?.id ?? ''
  const seen = seenAt === from ? '' : ` (seen with ${runs[seenAt]?.id ?? ''})`
  return `${words} from ${since} on${seen}. ${detail}`
}

export function shownValue(value: number | null, unit: Trend['unit']): string {
  return shown(value !== null && !Number.isFinite(value) ? 'never' : value, unit)
}
