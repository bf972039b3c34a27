/** Every clause with what was observed, its samples, and how sure that is; bounds only where they decide. */
import type { Clause, Verdict } from '../../../verdict/schema.ts'
import { cellsOf, clausesByWindow, LEVELS, shown } from '../../cells.ts'
import { html as esc } from '../../escape.ts'
import { fold, groupedTable, type Row } from '../page/parts.ts'

export function clausesFold(verdict: Verdict): string {
  let no = 0
  const groups = clausesByWindow(verdict).map(([window, clauses]) => ({
    title: window,
    rows: clauses.map((clause) => rowOf(clause, ++no)),
  }))
  const words = `Every clause (${verdict.clauses.length})`
  const list = groupedTable(
    'Every clause',
    ['verdict', 'objective', 'observed', 'samples', 'how sure'],
    groups,
  )
  return fold('clauses', words, `${list}<p>${esc(LEVELS)}</p>`)
}

function rowOf(clause: Clause, no: number): Row {
  const { mark, objective, observed, samples, strength } = cellsOf(clause)
  const before = clause.verdict === 'inconclusive' ? 'To decide it: ' : ''
  const more = [...(clause.needed === null ? [] : [`${before}${clause.needed}`]), ...clause.evidence]
  const items = more.map((line) => `<li>${esc(line)}</li>`).join('')
  return {
    id: `clause-${no}`,
    cells: [
      {
        html: `<span aria-hidden="true">${mark}</span><span class="unseen">${clause.verdict}</span>`,
        className: `mark ${clause.verdict}`,
      },
      {
        html: `<details><summary>${esc(objective)}</summary><p>${esc(clause.message)}</p>${items === '' ? '' : `<ul>${items}</ul>`}</details>`,
      },
      { html: esc(observed), className: 'n' },
      { html: samples, className: 'n' },
      { html: `${esc(strength)}${boundOf(clause)}` },
    ],
  }
}

/** Where something is proven, its bound lies on the right side of the limit, and its number tells a reader nothing. */
function boundOf({ confidence, strength, reason, unit }: Clause): string {
  const decides = strength === 'observed' || reason === 'not-proven' || reason === 'too-few-samples'
  if (confidence === null || !decides) return ''
  return `<br><small>95 %: ${esc(shown(confidence.low, unit))} to ${esc(shown(confidence.high, unit))}</small>`
}
