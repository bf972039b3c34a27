/** What changed since the last run of this drill that passed. */
import type { ChangeKind } from '../../../compare/changes.ts'
import { html as esc } from '../../escape.ts'
import type { ReportInput } from '../../reporter.ts'
import { answer, section, table } from '../page/parts.ts'

const KINDS: Readonly<Record<ChangeKind, string>> = {
  artifact: 'artifact',
  code: 'code',
  configuration: 'configuration',
  file: 'file',
  drill: 'drill',
  host: 'host',
  chance: 'chance',
}

export function changedSection({ sinceGreen, verdict }: ReportInput): string {
  const body = bodyOf(sinceGreen, verdict.verdict === 'fail')
  return section('changed', 'What changed since the last green run?', body)
}

function bodyOf(since: ReportInput['sinceGreen'], failed: boolean): string {
  if (since === undefined) return answer('Not known: other runs were not at hand when this page was made.')
  if (since === null)
    return answer(
      'Not known: no earlier run of this drill on this target that passed and can be read stands beside this one.',
    )
  const { run, startedAt, changes, same, unknown } = since
  const against = `<p>Against ${esc(run)}, which began at ${esc(startedAt)}.</p>`
  const others = [
    ...(same.length === 0 ? [] : [`<p>The same: ${esc(same.join(', '))}.</p>`]),
    ...(unknown.length === 0 ? [] : [`<p>Not known of both: ${esc(unknown.join(', '))}.</p>`]),
  ]
  if (changes.length === 0) {
    const nothing = failed
      ? answer('Nothing that is recorded. What fails now may have been luck then, or chance now.', 'open')
      : answer('Nothing that is recorded.')
    return `${nothing}${against}${others.join('')}`
  }
  const kinds = [...new Set(changes.map(({ of }) => KINDS[of]))]
  const rows = changes.map(({ of, words }) => ({
    cells: [{ html: esc(KINDS[of]), head: true as const }, { html: esc(words) }],
  }))
  return `${answer(`${upperFirst(kinds.join(', '))}.`)}${against}
${table({ caption: 'What changed since the last green run', head: ['of', 'what'], rows })}
${others.join('')}`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
