import type { Verdict } from '../../verdict/schema.ts'
import { cellsOf, clausesByWindow, LEVELS } from '../cells.ts'
import { html as esc } from '../escape.ts'

/** One table, a group of rows for each window; what is behind each clause unfolds. */
export function clausesTable(verdict: Verdict): string {
  const groups = clausesByWindow(verdict).map(([window, clauses]) => {
    const rows = clauses.map((clause) => {
      const { mark, objective, observed, samples, strength } = cellsOf(clause)
      const more = [...(clause.needed === null ? [] : [clause.needed]), ...clause.evidence]
      const list = more.map((line) => `<li>${esc(line)}</li>`).join('')
      const behind = `<details><summary>${esc(objective)}</summary><p>${esc(clause.message)}</p><ul>${list}</ul></details>`
      return `<tr class="${clause.verdict}"><td>${mark}</td><td>${behind}</td><td class="n">${observed}</td><td class="n">${samples}</td><td>${strength}</td></tr>`
    })
    return `<tbody><tr><th colspan="5" scope="rowgroup">${esc(window)}</th></tr>${rows.join('\n')}</tbody>`
  })
  return `<div class="wide"><table><thead><tr><th></th><th>objective</th><th class="n">observed</th><th class="n">samples</th><th>how sure</th></tr></thead>
${groups.join('\n')}</table></div>
<p>${esc(LEVELS)}</p>`
}
