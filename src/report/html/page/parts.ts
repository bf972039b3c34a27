/** The parts that every page is made of. What they are given as `html` is escaped by whoever made it; all else is text. */
import { html as esc } from '../../escape.ts'

export function section(id: string, title: string, body: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${esc(title)}</h2>
${body}
</section>`
}

/** Folded away, to be unfolded by whoever wants to know. */
export function fold(id: string, title: string, body: string, { open = false } = {}): string {
  return `<details id="${id}" class="fold"${open ? ' open' : ''}><summary><h3>${esc(title)}</h3></summary>
<div class="folded">${body}</div></details>`
}

/** The answer to a section's question, in one line. */
export function answer(words: string, mood: 'good' | 'bad' | 'open' | 'plain' = 'plain'): string {
  return `<p class="answer ${mood}">${esc(words)}</p>`
}

export function list(lines: readonly string[], className = ''): string {
  if (lines.length === 0) return ''
  const items = lines.map((line) => `<li>${esc(line)}</li>`).join('')
  return `<ul${className === '' ? '' : ` class="${className}"`}>${items}</ul>`
}

/** Names and their values. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const rows = pairs.map(([name, value]) => `<dt>${esc(name)}</dt><dd>${esc(value)}</dd>`)
  return `<dl>${rows.join('')}</dl>`
}

/** A command as a person types it. */
export function command(text: string): string {
  return `<pre tabindex="0"><code>${esc(text)}</code></pre>`
}

export interface Cell {
  html: string
  /** `n`: a number. */
  className?: string
  /** It names its row. */
  head?: true
}

export interface Row {
  id?: string
  className?: string
  cells: readonly Cell[]
}

export interface Table {
  /** For whoever cannot see that it belongs to what stands above. */
  caption: string
  head: readonly string[]
  rows: readonly Row[]
}

/** Wider than the page, it moves by itself, with the keyboard too. */
export function table({ caption, head, rows }: Table): string {
  return tableOf(caption, head, rows[0], `<tbody>${rows.map(rowOf).join('\n')}</tbody>`)
}

/** With a heading above each group of rows. */
export function groupedTable(
  caption: string,
  head: readonly string[],
  groups: readonly { title: string; rows: readonly Row[] }[],
): string {
  const bodies = groups.map(
    ({ title, rows }) =>
      `<tbody><tr class="group"><th colspan="${head.length}" scope="rowgroup">${esc(title)}</th></tr>${rows.map(rowOf).join('\n')}</tbody>`,
  )
  return tableOf(caption, head, groups[0]?.rows[0], bodies.join('\n'))
}

/** Above numbers, which stand at the right, their heading does too. */
function tableOf(caption: string, head: readonly string[], first: Row | undefined, bodies: string): string {
  const columns = head.map((name, k) => {
    const side = first?.cells[k]?.className === 'n' ? ' class="n"' : ''
    // An empty cell in a head would be read out as a heading without a name.
    return name === '' ? '<td></td>' : `<th scope="col"${side}>${esc(name)}</th>`
  })
  return `<div class="wide" tabindex="0" role="region" aria-label="${esc(caption)}"><table><caption class="unseen">${esc(caption)}</caption><thead><tr>${columns.join('')}</tr></thead>
${bodies}</table></div>`
}

function rowOf({ id, className, cells }: Row): string {
  const attributes = `${id === undefined ? '' : ` id="${id}"`}${className === undefined ? '' : ` class="${className}"`}`
  return `<tr${attributes}>${cells.map(cellOf).join('')}</tr>`
}

function cellOf({ html, className, head }: Cell): string {
  const shown = className === undefined ? '' : ` class="${className}"`
  return head ? `<th scope="row"${shown}>${html}</th>` : `<td${shown}>${html}</td>`
}
