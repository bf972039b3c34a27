import type { Verdict } from '../../verdict/schema.ts'
import { html as esc } from '../escape.ts'
import { instanceLines } from '../instance-lines.ts'
import { releaseBlocks, stopLine } from '../release-lines.ts'

/** What was shipped, rolled back and stopped; nothing for a drill that does none of it. */
export function releasesSection(verdict: Verdict): string {
  const blocks = releaseBlocks(verdict).map(
    ({ head, lines }) =>
      `<li>${esc(head)}<ul>${lines.map((line) => `<li>${esc(line)}</li>`).join('')}</ul></li>`,
  )
  const items = [...blocks, ...verdict.stops.map((stop) => `<li>${esc(stopLine(stop))}</li>`)]
  return items.length === 0 ? '' : `<section><h2>Releases and stops</h2><ul>${items.join('')}</ul></section>`
}

/** What the instances said of themselves, where they were watched. */
export function saidSection(verdict: Verdict): string {
  const lines = instanceLines(verdict)
  if (lines.length === 0) return ''
  const items = lines.map((line) => `<li>${esc(line)}</li>`)
  return `<section><h2>What the instances said</h2><ul>${items.join('')}</ul></section>`
}
