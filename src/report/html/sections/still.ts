/** Is anything still broken? What is left, who serves, and the command that takes back what could not be. */

import type { Verdict } from '../../../verdict/schema.ts'
import { html as esc } from '../../escape.ts'
import { isCommand, recoverCommand } from '../../remedy.ts'
import type { ReportInput } from '../../reporter.ts'
import { answer, command, list, section, table } from '../page/parts.ts'
import { at } from '../timeline/lanes.ts'

export function stillSection(input: ReportInput): string {
  const { verdict } = input
  const { words, mood } = stillWords(input)
  const looks = [verdict.steady?.after ?? null, verdict.steady?.before ?? null]
  const last = looks.find((look) => look !== null)
  return section(
    'still',
    'Is anything still broken?',
    `${answer(words, mood)}
${leftOver(input)}
${list(last?.holds === false ? last.findings : [])}
${serving(input)}`,
  )
}

function stillWords(input: ReportInput): { words: string; mood: 'good' | 'bad' | 'open' | 'plain' } {
  const { cleanup, left, steady } = input.verdict
  if (cleanup === 'dirty') {
    const count = left.length === 1 ? 'one thing' : `${left.length} things`
    return { words: `Yes: the run left ${count} behind.`, mood: 'bad' }
  }
  const nothing = 'nothing that the run started is left, and what it changed is taken back'
  const seen = seenBroken(input.verdict)
  const unasked = steady !== undefined && steady.after === null
  if (seen === null && !unasked) return { words: `No: ${nothing}.`, mood: 'good' }
  if (isOfTheRun(input)) {
    const doubt = seen ?? 'nobody asked it after the drill'
    return { words: `No: ${nothing}. The app ran for this run alone; ${doubt}.`, mood: 'plain' }
  }
  if (seen !== null) return { words: `Perhaps: ${nothing}, but ${seen}.`, mood: 'open' }
  return { words: `Not known: ${nothing}, but nobody asked the app after the drill.`, mood: 'open' }
}

/** What was wrong with the app when it was last looked at; null: nothing was seen. */
function seenBroken({ releases, steady }: Verdict): string | null {
  const unready = releases.filter(({ ready }) => !ready).map(({ instance }) => instance)
  const was = unready.length === 1 ? 'was' : 'were'
  const seen = [
    ...(unready.length > 0 ? [`${unready.join(' and ')} ${was} not ready when last asked`] : []),
    ...(steady?.after?.holds === false ? ['the app was not well after the drill'] : []),
    ...(steady?.before?.holds === false && steady.after === null
      ? ['the app was not well before the drill, and nobody asked it again']
      : []),
  ]
  return seen.length === 0 ? null : seen.join(', and ')
}

/** The run started the app and ended it: whatever was wrong with it is gone. A Compose project may have been there before. */
function isOfTheRun({ verdict, record }: ReportInput): boolean {
  const made = record.events.some((event) => event.type === 'intent' && event.undo.kind === 'remove-project')
  return made || verdict.target.kind.startsWith('process')
}

function leftOver({ verdict, directory }: ReportInput): string {
  if (verdict.cleanup === 'clean') return ''
  const items = verdict.left.map(
    ({ what, evidence, remedy }) =>
      `<li>${esc(what)} (${esc(evidence)})${remedy === null ? '' : isCommand(remedy) ? command(remedy) : `. ${esc(remedy)}`}</li>`,
  )
  return `<p>This takes back what can be taken back, any number of times:</p>${command(recoverCommand(directory))}
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
