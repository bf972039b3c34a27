import { formatMs } from '../../units.ts'
import type { Verdict } from '../../verdict/schema.ts'
import { commandToRunAgain } from '../again.ts'
import { edgeLines } from '../edge-lines.ts'
import { html as esc } from '../escape.ts'
import type { ReportInput } from '../reporter.ts'

/** What each instance said it runs. */
export function instancesSection({ releases }: Verdict): string {
  if (releases.length === 0) return ''
  const rows = releases.map(
    ({ instance, version, digest, ready }) =>
      `<tr><td>${esc(instance)}</td><td>${esc(version ?? 'not known')}</td><td><code>${esc((digest ?? '–').slice(0, 19))}</code></td><td>${ready ? 'ready' : 'not ready'}</td></tr>`,
  )
  return `<section><h2>Instances, when last asked</h2><div class="wide"><table><thead><tr><th>instance</th><th>release</th><th>digest</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

/** Where and with what it ran, and how to run it again. */
export function environmentSection({ verdict, directory }: ReportInput): string {
  const { commit, instruments } = verdict
  const findings = instruments.findings.length === 0 ? 'healthy' : instruments.findings.join('; ')
  const facts: [string, string][] = [
    ['run', verdict.id],
    ['started', `${verdict.startedAt}, ${formatMs(verdict.durationMs)}`],
    ['ended', verdict.reason],
    ['target', `${verdict.target.name} (${verdict.target.kind}; ${verdict.target.why})`],
    ...edgeLines(verdict).map((line): [string, string] => ['edge', line.replace(/^edge: /, '')]),
    ['environment', verdict.environment ?? 'none named'],
    ['parameters', JSON.stringify(verdict.params)],
    ['seed', String(verdict.seed)],
    ['strict', verdict.strict ? 'yes' : 'no'],
    ['attempt', String(verdict.attempt)],
    ['commit', commit.hash === null ? 'not known' : `${commit.hash}${commit.dirty ? ' with changes' : ''}`],
    ...Object.entries(verdict.versions),
    ['instruments', findings],
    ['record', directory],
  ]
  const rows = facts.map(([name, value]) => `<dt>${esc(name)}</dt><dd>${esc(value)}</dd>`)
  return `<section><h2>Run it again</h2><pre>${esc(commandToRunAgain(verdict))}</pre></section>
<section><h2>Environment</h2><dl>${rows.join('')}</dl></section>`
}
