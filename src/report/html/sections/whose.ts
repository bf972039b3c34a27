/** Whose fault it is: the verdict in a sentence, the clause that broke first, the likely cause. */
import type { Verdict } from '../../../verdict/schema.ts'
import { clauseWords } from '../../../verdict/steady.ts'
import { firstUndecided } from '../../../verdict/summary.ts'
import { formatCount } from '../../../verdict/wording.ts'
import {
  aroundLines,
  brokeWords,
  causeOfFirst,
  causeWords,
  firstClause,
  NO_CAUSE,
} from '../../diagnosis-lines.ts'
import { html as esc } from '../../escape.ts'
import { failuresLine } from '../../fault-lines.ts'
import { steadyLines } from '../../steady-lines.ts'
import { whoseOf } from '../../whose.ts'
import { answer, fold, list, section } from '../page/parts.ts'
import { timeLink } from '../timeline/alternatives.ts'

const TITLES = {
  pass: 'What was shown?',
  fail: 'Whose fault is it?',
  inconclusive: 'Why is it undecided?',
} as const
const MOODS = { pass: 'good', fail: 'bad', inconclusive: 'open' } as const

/** `todo`: what is to be done about the error that ended the run. */
export function whoseSection(verdict: Verdict, todo: string | null = null): string {
  const { words } = whoseOf(verdict)
  return section(
    'whose',
    TITLES[verdict.verdict],
    `${answer(words, MOODS[verdict.verdict])}
<p class="summary">${esc(verdict.summary)}</p>
${todo === null ? '' : `<p>To do: ${esc(todo)}</p>`}
${verdict.verdict === 'inconclusive' ? undecided(verdict) : broken(verdict)}
${causes(verdict)}
${list(steadyLines(verdict).filter((line) => line.startsWith('not steady before')))}
${around(verdict)}`,
  )
}

/** The first clause that broke, its window, its count, and how requests failed in it. */
function broken(verdict: Verdict): string {
  const first = firstClause(verdict)
  if (!first) return ''
  const { diagnosis } = verdict
  const atMs = diagnosis?.first.atMs ?? null
  const when = atMs === null ? '' : ` (${timeLink(atMs)})`
  const words = diagnosis ? brokeWords(verdict, diagnosis) : clauseWords(first)
  const fault = verdict.faults.find(({ window, failures }) => window === first.window && failures !== null)
  const failures = fault ? failuresLine(fault) : null
  const sure = first.strength === 'proven' ? ' Proven, at 95 % confidence.' : ''
  const lines = [`${first.message}${sure}`, ...(failures === null ? [] : [failures])]
  return `<div class="note fail"><p><strong>First clause that broke:</strong> ${esc(words)}${when}.</p>${list(lines)}</div>`
}

function undecided({ clauses }: Verdict): string {
  const open = firstUndecided(clauses)
  if (!open) return ''
  const needed = open.needed === null ? '' : `<p>To decide it: ${esc(open.needed)}</p>`
  const others = clauses.filter(({ verdict }) => verdict === 'inconclusive').length - 1
  const more = others > 0 ? `<p>${formatCount(others)} more could not be decided.</p>` : ''
  return `<div class="note inconclusive"><p><strong>First clause that could not be decided:</strong> ${esc(clauseWords(open))}. ${esc(upperFirst(open.message))}</p>${needed}${more}</div>`
}

function causes({ diagnosis }: Verdict): string {
  if (!diagnosis) return ''
  const none = causeOfFirst(diagnosis) === null ? `<p>${esc(upperFirst(NO_CAUSE))}.</p>` : ''
  const items = diagnosis.causes.map((cause) => {
    const toTry = cause.tryThis.map((line) => `To try: ${line}`)
    return `<li><strong>${esc(upperFirst(causeWords(cause)))}</strong>${list([...cause.evidence, ...toTry])}</li>`
  })
  return items.length === 0 ? none : `${none}<ul>${items.join('')}</ul>`
}

function around({ diagnosis }: Verdict): string {
  return diagnosis ? fold('around', 'What was around that moment', list(aroundLines(diagnosis))) : ''
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
