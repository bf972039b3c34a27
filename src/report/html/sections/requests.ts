/** A few of the failed requests, and the lines of the logs that may tell of them. */
import { formatMs } from '../../../units.ts'
import { formatCount } from '../../../verdict/wording.ts'
import { html as esc } from '../../escape.ts'
import { type FailedRequest, failedRequests } from '../../failed-requests.ts'
import { focusOf } from '../../focus.ts'
import type { ReportInput } from '../../reporter.ts'
import { answer, fold, section, table } from '../page/parts.ts'
import { timeLink } from '../timeline/alternatives.ts'

const CLASSES = {
  inFlight: 'in flight on the victim',
  afterwards: 'sent to the victim afterwards',
  elsewhere: 'elsewhere',
} as const
const BY_TIME = {
  inFlight: 'in flight at the fault',
  afterwards: 'sent after the fault',
  elsewhere: 'after the app had recovered',
} as const
const BASES = {
  'edge log': "which instance, by the edge's log",
  load: 'which instance, by what the load was told',
  unknown: 'which instance is not known: no log says so',
} as const

export function requestsSection(input: ReportInput): string {
  const { total, basis, shown } = failedRequests(input)
  const some =
    shown.length === total
      ? `All ${formatCount(total)} that failed in the judged phases`
      : `${shown.length} of ${formatCount(total)} that failed in the judged phases, of each kind at least one where there is room`
  const unsent = unsentWords(input, total)
  const none =
    unsent === ''
      ? 'No request failed in the judged phases.'
      : 'No request that was sent failed in the judged phases.'
  const words = `${total === 0 ? none : `${some} (${BASES[basis]}).`}${unsent}`
  const rows = shown.map((request) => ({ cells: cellsOf(request, input.measurements.faults.length > 0) }))
  const list =
    total === 0
      ? ''
      : table({
          caption: 'Failed requests',
          head: ['sent', 'phase', 'request', 'instance', 'outcome', 'after', 'class', 'log'],
          rows,
        })
  return section(
    'requests',
    'Which requests failed?',
    `${answer(words, total === 0 && unsent === '' ? 'good' : 'plain')}${list}${logLines(input)}`,
  )
}

/** They count in the verdict as requests that failed, and are in no list of them. */
function unsentWords({ measurements: { windows } }: ReportInput, failed: number): string {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const count = phases.reduce((sum, { dropped }) => sum + dropped.byApp, 0)
  if (count === 0) return ''
  const what = `${formatCount(count)} iteration${count === 1 ? '' : 's'}${failed === 0 ? '' : ' more'}`
  return ` ${what} ${count === 1 ? 'was' : 'were'} due and never sent: every VU was waiting for the app.`
}

/** `faults`: there were any, to which it may stand in some way. */
function cellsOf(request: FailedRequest, faults: boolean) {
  const { startMs, endMs, window, operation, method, instance, status, line } = request
  const name = operation.startsWith(method) ? operation : `${method} ${operation}`
  return [
    { html: timeLink(startMs), className: 'n' },
    { html: esc(window || 'between phases') },
    { html: esc(name.trim() || 'a request') },
    { html: esc(instance === null ? 'not known' : instance || 'none') },
    { html: status === 0 ? 'no answer' : `answered ${status}` },
    { html: endMs > startMs ? formatMs(endMs - startMs) : 'not known', className: 'n' },
    { html: classWords(request, faults) },
    { html: line === null ? '–' : `<a href="#log-${line}">line ${line}</a>` },
  ]
}

function classWords({ class: of, byTime }: FailedRequest, faults: boolean): string {
  if (of === null) return faults ? 'before any fault' : '–'
  return byTime ? BY_TIME[of] : CLASSES[of]
}

function logLines(input: ReportInput): string {
  const { logs } = input
  if (!logs) return ''
  const { what } = focusOf(input.verdict, input.measurements)
  if (logs.lines.length === 0)
    return `<p>No line of an instance's log, or of the edge's, tells of something within 10 s of ${esc(what)} (a line without a time is none).</p>`
  const rows = logs.lines.map(({ no, atMs, source, text, times, bad }) => ({
    id: `log-${no}`,
    cells: [
      { html: `<span class="no">${no}</span>` },
      { html: timeLink(atMs), className: 'n' },
      { html: esc(source) },
      {
        html: `${bad ? '<strong>' : ''}${esc(text)}${bad ? '</strong>' : ''}${times > 1 ? ` <small>${formatCount(times)} times</small>` : ''}`,
      },
    ],
  }))
  const notes = [
    `Left out: lines that tell of one good answer each (${formatCount(logs.answers)})`,
    ...(logs.leftOut > 0 ? [`others (${formatCount(logs.leftOut)})`] : []),
  ]
  const list = table({ caption: 'Log lines', head: ['no.', 'run', 'log', 'line'], rows })
  return fold(
    'logs',
    `Log lines within 10 s of ${what} (${logs.lines.length})`,
    `${list}<p>${notes.join(', and ')}.</p>`,
  )
}
