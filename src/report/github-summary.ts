import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'

/** GitHub takes at most 1 MiB a step; the rest of the record is an artifact anyway. */
const LONGEST_BYTES = 900_000

/** What the command line appends to the file that `GITHUB_STEP_SUMMARY` names. */
export const githubSummary: Reporter = {
  file: null,
  render: (input) => {
    const text = markdown.render(input)
    const bytes = Buffer.from(text)
    if (bytes.length <= LONGEST_BYTES) return text
    // Whole lines: half a character is none.
    const end = bytes.lastIndexOf('\n', LONGEST_BYTES)
    return `${bytes.subarray(0, Math.max(0, end)).toString()}\n\n(cut off)\n`
  },
}
