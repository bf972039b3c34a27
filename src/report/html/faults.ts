import type { Verdict } from '../../verdict/schema.ts'
import { html as esc } from '../escape.ts'
import { failuresLine, faultLine, outageLines, recoveryLine } from '../fault-lines.ts'

/** What was done, the evidence that it was, and how the app came back. */
export function faultsSection({ faults, outages }: Verdict): string {
  const items = faults.map((fault) => {
    const failures = failuresLine(fault)
    const lines = [recoveryLine(fault), ...(failures === null ? [] : [failures])]
    return `<li>${esc(faultLine(fault))}<ul>${lines.map((line) => `<li>${esc(line)}</li>`).join('')}</ul></li>`
  })
  const seen = outageLines(outages).map((line) => `<li>${esc(line)}</li>`)
  const none = seen.length === 0 ? '<li>The prober saw no outage.</li>' : ''
  return `<section><h2>Faults and recovery</h2><ul>${items.join('')}${seen.join('')}${none}</ul></section>`
}
