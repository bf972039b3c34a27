/** How the app came back from each fault, each rollback by its parts, and how long people took for what was asked of them. */
import type { RunRecord } from '../../../journal/record.ts'
import { formatMs } from '../../../units.ts'
import type { Verdict } from '../../../verdict/schema.ts'
import { html as esc } from '../../escape.ts'
import { failuresLine, faultLine, outageLines, recoveryLine } from '../../fault-lines.ts'
import { manualLines } from '../../manual-lines.ts'
import { releaseBlocks, stopLine } from '../../release-lines.ts'
import { fold, list } from '../page/parts.ts'

export function recoveryFold(verdict: Verdict, record: Pick<RunRecord, 'events'>): string {
  const faults = verdict.faults.map((fault) => {
    const failures = failuresLine(fault)
    return block(faultLine(fault), list([recoveryLine(fault), ...(failures === null ? [] : [failures])]))
  })
  const releases = releaseBlocks(verdict).map(({ head, lines }) => block(head, list(lines)))
  const bars = verdict.rollbacks.map(rollbackBar)
  const outages = outageLines(verdict.outages)
  const seen = outages.length === 0 ? ['The prober saw no outage.'] : outages
  const others = [...verdict.stops.map(stopLine), ...manualLines(record), ...seen].map((line) =>
    block(line, ''),
  )
  return fold(
    'recovery',
    'Recovery and rollback, broken down',
    `<ul>${[...faults, ...releases, ...others].join('')}</ul>${bars.join('')}`,
  )
}

function block(head: string, inner: string): string {
  return `<li>${esc(head)}${inner}</li>`
}

type Rollback = Verdict['rollbacks'][number]

/** Its parts beside one another, as long as each took; the words below say the same. */
function rollbackBar({ to, decideMs, actMs, readyMs, settleMs, totalMs }: Rollback): string {
  const parts = [
    ['decide', decideMs],
    ['act', actMs],
    ['ready', readyMs],
    ['settled', settleMs],
  ] as const
  const known = parts.flatMap(([name, ms], index) => (ms === null ? [] : [{ name, ms, index }]))
  const whole = known.reduce((sum, { ms }) => sum + ms, 0)
  if (whole <= 0) return ''
  let left = 0
  const rects = known.map(({ ms, index }) => {
    const x = left
    left += ms
    return `<rect class="part${index}" x="${x.toFixed(1)}" y="0" width="${ms.toFixed(1)}" height="1"/>`
  })
  const words = known.map(({ name, ms }) => `${name} ${formatMs(ms)}`).join(', ')
  const all = totalMs === null ? 'not seen to settle' : `${formatMs(totalMs)} in all`
  return `<figure class="bars"><svg class="parts" viewBox="0 0 ${whole.toFixed(1)} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects.join('')}</svg><figcaption>Rollback to ${esc(to)}: ${esc(words)}; ${all}</figcaption></figure>`
}
