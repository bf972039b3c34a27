import { githubAnnotations } from './github-annotations.ts'
import { githubSummary } from './github-summary.ts'
import { html } from './html/html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'

/** Every kind of report but the console's, which is made for a terminal by `consoleReporter`. */
export const reporters = {
  json,
  markdown,
  html,
  junit,
  'github-summary': githubSummary,
  'github-annotations': githubAnnotations,
} as const satisfies Record<string, Reporter>
