/** `report.html`: in the order in which somebody asks who was woken up by it. */
import { RECORD_FILES } from '../../journal/record.ts'
import { formatMs } from '../../units.ts'
import { canonicalVerdict } from '../../verdict/canonical.ts'
import { commandToRunAgain } from '../again.ts'
import { MARKS } from '../cells.ts'
import { html as esc } from '../escape.ts'
import type { Reporter, ReportInput } from '../reporter.ts'
import { toDo } from '../to-do.ts'
import { GUTTER, MARGIN } from './chart/spec.ts'
import { page } from './page/page.ts'
import { command, section } from './page/parts.ts'
import { PAGE_STYLE } from './page/style.ts'
import { changedSection } from './sections/changed.ts'
import { clausesFold } from './sections/clauses.ts'
import { commandsFold, environmentFold, guardsFold, saidFold, writesFold } from './sections/further.ts'
import { recoveryFold } from './sections/recovery.ts'
import { requestsSection } from './sections/requests.ts'
import { stillSection } from './sections/still.ts'
import { whoseSection } from './sections/whose.ts'
import { timelineScript } from './timeline/script.ts'
import { TIMELINE_STYLE } from './timeline/style.ts'
import { type Timeline, timelineOf } from './timeline/timeline.ts'

/** A longer verdict stands beside the page alone: it has to stay small. */
const LONGEST_VERDICT = 200_000

export const html: Reporter = {
  file: RECORD_FILES.html,
  render: (input) => {
    const { verdict, assets } = input
    const timeline = timelineOf(input)
    return page({
      title: `${verdict.verdict}: ${verdict.drill}`,
      icon: MARKS[verdict.verdict],
      styles: [...(assets ? [assets.uplotCss] : []), PAGE_STYLE, TIMELINE_STYLE],
      body: bodyOf(input, timeline),
      data: {
        verdict: verdictData(input),
        'timeline-data': { data: timeline.data, charts: timeline.charts, gutter: GUTTER, margin: MARGIN },
      },
      scripts: [...(assets ? [assets.uplotJs] : []), timelineScript()],
    })
  },
}

/** For whoever is given the page alone. */
function verdictData({ verdict }: ReportInput): unknown {
  const text = canonicalVerdict(verdict)
  return text.length > LONGEST_VERDICT ? { leftOut: 'too long: see verdict.json' } : JSON.parse(text)
}

function bodyOf(input: ReportInput, timeline: Timeline): string {
  const { verdict, record, directory } = input
  return `<a class="skip" href="#main">Skip to the report</a>
${top(input)}
<main id="main">
${stillSection(input)}
${whoseSection(verdict, toDo(record))}
${timeline.markup}
${changedSection(input)}
${requestsSection(input)}
${section('again', 'Run it again', command(commandToRunAgain(verdict, record.header.options, record.drill.file)))}
${section(
  'more',
  'Everything else',
  [
    clausesFold(verdict),
    recoveryFold(verdict, record),
    guardsFold(input),
    saidFold(input),
    writesFold(input),
    commandsFold(input),
    environmentFold(input),
  ].join('\n'),
)}
</main>
<footer><p>Made by firedrill ${esc(verdict.versions.firedrill ?? '')} from ${esc(directory)}. The verdict, for programs: verdict.json beside this page.</p></footer>`
}

function top({ verdict, record }: ReportInput): string {
  const { startedAt, durationMs, target, commit } = verdict
  const environment = verdict.environment === null ? '' : `, environment ${verdict.environment}`
  const code =
    commit.hash === null ? '' : ` · commit ${commit.hash.slice(0, 10)}${commit.dirty ? ' with changes' : ''}`
  const about = `${startedAt.slice(0, 19).replace('T', ' ')} UTC · ${formatMs(durationMs)} · on ${target.name} (${target.kind})${environment}${code}`
  const parts = [
    ['still', 'Still broken?'],
    ['whose', verdict.verdict === 'fail' ? 'Whose fault?' : 'The verdict'],
    ['timeline', 'Timeline'],
    ['changed', 'What changed?'],
    ['requests', 'Failed requests'],
    ['again', 'Run it again'],
    ['more', 'Everything else'],
  ]
  const links = parts.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`)
  return `<header class="top ${verdict.verdict}">
<h1><span class="badge"><span aria-hidden="true">${MARKS[verdict.verdict]}</span> ${verdict.verdict}</span> ${esc(verdict.drill)}</h1>
<p class="faint">${esc(about)}</p>
<p>${esc(record.drill.purpose)}</p>
<p class="axes">Run <b>${verdict.run}</b> · clean-up <b>${verdict.cleanup}</b> · exit code <b>${verdict.exitCode}</b></p>
<nav aria-label="Parts of this report"><ul>${links.join('')}</ul></nav>
</header>`
}
