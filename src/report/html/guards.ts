import type { Verdict } from '../../verdict/schema.ts'
import { html as esc } from '../escape.ts'
import { guardLines } from '../guard-lines.ts'

/** What could have ended the drill at once, and what came of it; nothing where nothing could. */
export function guardsSection(verdict: Verdict): string {
  const items = guardLines(verdict).map((line) => `<li>${esc(line)}</li>`)
  return items.length === 0 ? '' : `<section><h2>Guards</h2><ul>${items.join('')}</ul></section>`
}
