import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'

/**
 * GitHub takes at most 1 MiB of summary a step, and shows none of a longer one; several drills may share a step. The rest of
 * the record is an artifact anyway.
 */
const MOST_BYTES = 200_000
const CUT_OFF = '\n\n(cut off: the whole is in report.md)\n'

/** What the command line appends to the file that `GITHUB_STEP_SUMMARY` names. */
export const githubSummary: Reporter = {
  file: null,
  render: (input) => within(markdown.render(input)),
}

/** Cut at the end of a line, and what was opened before is closed: what others append stands on its own. */
function within(text: string): string {
  const encoder = new TextEncoder()
  let bytes = 0
  const kept: string[] = []
  for (const line of text.split('\n')) {
    bytes += encoder.encode(line).length + 1
    if (bytes > MOST_BYTES) return `${kept.join('\n')}${closing(kept)}${CUT_OFF}`
    kept.push(line)
  }
  return text
}

function closing(lines: readonly string[]): string {
  let fence: string | null = null
  let open = 0
  for (const line of lines) {
    const [mark] = /^`{3,}/.exec(line) ?? []
    if (mark && (fence === null || line === fence)) fence = fence === null ? mark : null
    else if (fence === null && line === '<details>') open += 1
    else if (fence === null && line === '</details>') open -= 1
  }
  return `${fence === null ? '' : `\n${fence}`}${'\n\n</details>'.repeat(open)}`
}
