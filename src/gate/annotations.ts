/** Workflow commands of GitHub Actions: a line each, shown beside the job and on the pull request. */
import { plain } from '../report/plain.ts'
import type { GateDecision } from './decision.ts'
import { placeWords } from './words.ts'

const TITLE = 'firedrill gate'

/** One for each drill that is missing, and one for what speaks against the whole; or one that says that it may go. */
export function annotationsOf({ allowed, summary, requirements, against }: GateDecision): string {
  if (allowed) return annotation('notice', TITLE, summary)
  const missing = requirements.flatMap(({ requirement, missing, command }) =>
    missing === null
      ? []
      : [annotation('error', `${TITLE}: ${placeWords(requirement)}`, `${missing} Run: ${command ?? ''}`)],
  )
  return [...missing, ...against.map((each) => annotation('error', TITLE, each))].join('')
}

function annotation(level: 'notice' | 'error', title: string, text: string): string {
  const data = escaped(plain(text, 1000))
  return `::${level} title=${escaped(plain(title, 200)).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${data}\n`
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
