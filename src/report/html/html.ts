/** `report.html`: one file that asks nothing of any network. */
import { RECORD_FILES } from '../../journal/record.ts'
import { canonicalVerdict } from '../../verdict/canonical.ts'
import { MARKS } from '../cells.ts'
import { firstClause } from '../diagnosis-lines.ts'
import { html as esc, scriptJson } from '../escape.ts'
import { ledgerLines } from '../ledger-lines.ts'
import type { Reporter, ReportInput } from '../reporter.ts'
import { chartData } from './chart-data.ts'
import { CHART_SCRIPT } from './chart-script.ts'
import { clausesTable } from './clauses.ts'
import { diagnosisSection } from './diagnosis.ts'
import { environmentSection, instancesSection } from './environment.ts'
import { faultsSection } from './faults.ts'
import { guardsSection } from './guards.ts'
import { releasesSection, saidSection } from './releases.ts'
import { STYLE } from './style.ts'
import { timeline } from './timeline.ts'

/** Nothing may be loaded from anywhere; what is inlined here runs. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export const html: Reporter = {
  file: RECORD_FILES.html,
  render: (input) => {
    const { verdict, assets } = input
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${MARKS[verdict.verdict]} ${esc(verdict.drill)}: ${verdict.verdict}</title>
<style>${assets ? inlined(assets.uplotCss, 'style') : ''}${STYLE}</style>
</head>
<body>
<main>
${head(input)}
${diagnosisSection(verdict)}
${timeline(input)}
${charts(input)}
<section><h2>Clauses</h2>${clausesTable(verdict)}</section>
${releasesSection(verdict)}
${faultsSection(verdict)}
${guardsSection(verdict)}
${saidSection(verdict)}
${writesSection(input)}
${instancesSection(verdict)}
${environmentSection(input)}
</main>
<script type="application/json" id="verdict">${scriptJson(JSON.parse(canonicalVerdict(verdict)))}</script>
${scripts(input)}
</body>
</html>
`
  },
}

function head({ verdict }: ReportInput): string {
  const first = firstClause(verdict)
  const broken = first
    ? `<p class="first"><strong>First clause that broke:</strong> ${esc(first.objective)} in ${esc(first.window)}. ${esc(first.message)}${first.needed === null ? '' : ` To decide it: ${esc(first.needed)}`}</p>`
    : ''
  const items = verdict.left.map(
    ({ what, evidence, remedy }) =>
      `<li>${esc(what)} (${esc(evidence)})${remedy === null ? '' : `: <code>${esc(remedy)}</code>`}</li>`,
  )
  const left =
    items.length === 0
      ? ''
      : `<div class="dirty"><strong>Left behind:</strong><ul>${items.join('')}</ul></div>`
  return `<header class="${verdict.verdict}">
<h1><span class="badge">${MARKS[verdict.verdict]} ${verdict.verdict}</span> ${esc(verdict.drill)}</h1>
<p class="summary">${esc(verdict.summary)}</p>
<p class="axes">run <b>${verdict.run}</b> · clean-up <b>${verdict.cleanup}</b> · exit code <b>${verdict.exitCode}</b></p>
${left}${broken}
</header>`
}

function writesSection({ verdict }: ReportInput): string {
  const lines = ledgerLines(verdict).map((line) => `<li>${esc(line)}</li>`)
  return lines.length === 0 ? '' : `<section><h2>Writes</h2><ul>${lines.join('')}</ul></section>`
}

function charts({ assets }: ReportInput): string {
  if (!assets) return '<section><p>The charts were left out: the chart library was not at hand.</p></section>'
  return `<section><h2>Latency by second, ms</h2><div class="chart" id="latency"></div></section>
<section><h2>Requests by second</h2><div class="chart" id="requests"></div></section>`
}

function scripts(input: ReportInput): string {
  if (!input.assets) return ''
  return `<script type="application/json" id="series">${scriptJson(chartData(input))}</script>
<script>${inlined(input.assets.uplotJs, 'script')}</script>
<script>${CHART_SCRIPT}</script>`
}

/** A library's text must not close the element that it stands in. */
function inlined(text: string, element: 'script' | 'style'): string {
  return text.replaceAll(new RegExp(`</(?=${element})`, 'gi'), '<\\/')
}
