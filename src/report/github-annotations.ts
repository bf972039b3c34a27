/** Marks beside the drill's lines on GitHub: what failed, what could not be decided, what is left. */
import { clauseText } from '../drill/describe.ts'
import { pretenceOf } from '../journal/not-for-real.ts'
import type { Clause } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import { firstClause } from './diagnosis-lines.ts'
import { plain } from './plain.ts'
import { recoverCommand, remedyWords } from './remedy.ts'
import type { Reporter, ReportInput } from './reporter.ts'

/** GitHub shows ten of each kind a step, and drops the rest unseen. */
const MOST = 10

interface Annotation {
  level: 'error' | 'warning' | 'notice'
  title: string
  message: string
  /** `drills/kill-node.ts:12`; null: of no place. */
  place: string | null
}

/** Lines that a runner of GitHub Actions takes for commands; written where it reads what a step prints. */
export const githubAnnotations: Reporter = {
  file: null,
  render: (input) =>
    annotationsOf(input)
      .map((each) => line(each, input.folder ?? ''))
      .join(''),
}

function annotationsOf(input: ReportInput): Annotation[] {
  const { verdict, record, directory } = input
  const pretence = pretenceOf(verdict.target)
  const drill = pretence === null ? verdict.drill : `${verdict.drill} (${pretence})`
  const first = firstClause(verdict)
  const failed = verdict.clauses.filter((clause) => clause.verdict === 'fail' && clause !== first)
  const open = verdict.clauses.filter((clause) => clause.verdict === 'inconclusive')
  const left = verdict.left.map(
    ({ what, remedy }): Annotation => ({
      level: 'error',
      title: `${drill}: left behind`,
      message: `${what}. ${remedyWords(remedy ?? recoverCommand(directory))}`,
      place: record.drill.file,
    }),
  )
  const of =
    (level: Annotation['level']) =>
    (clause: Clause): Annotation => ({
      level,
      title: `${drill}: ${clauseWords(clause)}`,
      message: `${clause.message}${level === 'warning' && clause.needed !== null ? ` To decide it: ${clause.needed}` : ''}`,
      place: placeOf(clause, input) ?? record.drill.file,
    })
  const errors = [
    ...(verdict.cleanup === 'dirty' ? left : []),
    ...(first ? [first] : []).map(of('error')),
    ...failed.map(of('error')),
  ]
  const all = [...fewer(errors), ...fewer(open.map(of('warning')))]
  const summary = {
    title: `${drill}: ${verdict.verdict}`,
    message: verdict.summary,
    place: record.drill.file,
  }
  return all.length === 0 ? [{ level: verdict.verdict === 'pass' ? 'notice' : 'warning', ...summary }] : all
}

/** The last that there is room for says how many more there are. */
function fewer(all: readonly Annotation[]): Annotation[] {
  const more = all.length - MOST
  return all
    .slice(0, MOST)
    .map((each, k) =>
      more > 0 && k === MOST - 1
        ? { ...each, message: `${each.message} (and ${more} more: see the summary)` }
        : each,
    )
}

/** Where its objective was written. */
function placeOf({ objective, window }: Clause, { measurements }: ReportInput): string | null {
  const found = measurements.indicators.find(
    (each) => each.window === window && clauseText(each.objective) === objective,
  )
  return found?.objective.place || null
}

/** `::error file=drills/kill-node.ts,line=12,title=…::…` Source: GitHub's "Workflow commands" and its toolkit's escaping. */
function line({ level, title, message, place }: Annotation, folder: string): string {
  const [, written = place ?? '', row = ''] = /^(.*?):(\d+)(?::\d+)?$/.exec(place ?? '') ?? []
  // GitHub takes a path as one from the top of the repository.
  const file = folder === '' || written === '' || written.startsWith('/') ? written : `${folder}/${written}`
  const properties = [
    ...(file === '' ? [] : [`file=${property(file)}`]),
    ...(row === '' ? [] : [`line=${row}`]),
    `title=${property(title)}`,
  ]
  return `::${level} ${properties.join(',')}::${data(message)}\n`
}

function data(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
