import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'

/** GitHub takes at most 1 MiB a step; the rest of the record is an artifact anyway. */
const LONGEST = 900_000

/** What the command line appends to the file that `GITHUB_STEP_SUMMARY` names. */
export const githubSummary: Reporter = {
  file: null,
  render: (input) => {
    const text = markdown.render(input)
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}\n\n(cut off)\n`
  },
}
