import type { Verdict } from '../../verdict/schema.ts'
import { aroundLines, brokeWords, causeWords, NO_CAUSE } from '../diagnosis-lines.ts'
import { html as esc } from '../escape.ts'

/** Why it failed; nothing where nothing did. */
export function diagnosisSection(verdict: Verdict): string {
  const { diagnosis } = verdict
  if (!diagnosis) return ''
  const items = (lines: readonly string[]): string => lines.map((line) => `<li>${esc(line)}</li>`).join('')
  const causes = diagnosis.causes.map(
    (cause) =>
      `<li><strong>${esc(upperFirst(causeWords(cause)))}</strong><ul>${items(cause.evidence)}${items(cause.tryThis.map((each) => `To try: ${each}`))}</ul></li>`,
  )
  const none = causes.length === 0 ? `<p>${esc(upperFirst(NO_CAUSE))}.</p>` : ''
  return `<section><h2>Why</h2><p>Broke first: ${esc(brokeWords(verdict, diagnosis))}.</p>${none}<ul>${causes.join('')}</ul>
<details><summary>What was around that moment</summary><ul>${items(aroundLines(diagnosis))}</ul></details></section>`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
