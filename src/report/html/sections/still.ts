/** Is anything still broken? What is left, who serves, and the command that takes back what could not be. */

import { quoted } from '../../../shell-words.ts'
import type { Verdict } from '../../../verdict/schema.ts'
import { html as esc } from '../../escape.ts'
import type { ReportInput } from '../../reporter.ts'
import { answer, command, list, section, table } from '../page/parts.ts'
import { at } from '../timeline/lanes.ts'

export function stillSection(input: ReportInput): string {
  const { verdict } = input
  const { words, mood } = stillWords(verdict)
  return section(
    'still',
    'Is anything still broken?',
    `${answer(words, mood)}
${leftOver(input)}
${list(verdict.steady?.after?.holds === false ? verdict.steady.after.findings : [])}
${serving(input)}`,
  )
}

function stillWords({ cleanup, left, releases, steady }: Verdict): {
  words: string
  mood: 'good' | 'bad' | 'open'
} {
  if (cleanup === 'dirty') {
    const count = left.length === 1 ? 'one thing' : `${left.length} things`
    return { words: `Yes: the run left ${count} behind.`, mood: 'bad' }
  }
  const nothing = 'nothing that the run started is left, and what it changed is taken back'
  const unready = releases.filter(({ ready }) => !ready).map(({ instance }) => instance)
  if (unready.length > 0) {
    const was = unready.length === 1 ? 'was' : 'were'
    return {
      words: `Perhaps: ${nothing}, but ${unready.join(' and ')} ${was} not ready when last asked.`,
      mood: 'open',
    }
  }
  if (steady?.after?.holds === false)
    return { words: `Perhaps: ${nothing}, but the app was not well after the drill.`, mood: 'open' }
  return { words: `No: ${nothing}.`, mood: 'good' }
}

function leftOver({ verdict, directory }: ReportInput): string {
  if (verdict.cleanup === 'clean') return ''
  const items = verdict.left.map(
    ({ what, evidence, remedy }) =>
      `<li>${esc(what)} (${esc(evidence)})${remedy === null ? '' : command(remedy)}</li>`,
  )
  return `<p>This takes back what can be taken back, any number of times:</p>${command(`firedrill recover ${quoted(directory)}`)}
<ul>${items.join('')}</ul>`
}

/** What each instance said it runs, when it was last asked. */
function serving({ verdict, record }: ReportInput): string {
  if (verdict.releases.length === 0) return '<p>No instance was asked what it serves.</p>'
  const last = record.events.findLast((event) => event.type === 'instances')
  const when = last ? `, at ${at(last.atMs)} of the run` : ''
  const rows = verdict.releases.map(({ instance, version, digest, ready }) => ({
    cells: [
      { html: esc(instance), head: true as const },
      { html: esc(version ?? 'not known') },
      { html: `<code>${esc((digest ?? '–').slice(0, 19))}</code>` },
      { html: ready ? 'ready' : 'not ready' },
    ],
  }))
  const shown = table({
    caption: 'Instances, when last asked',
    head: ['instance', 'release', 'digest', 'readiness'],
    rows,
  })
  return `<p>What served when last asked${when}; what the run itself had started was ended after that.</p>${shown}`
}
