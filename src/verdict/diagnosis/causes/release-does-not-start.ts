import type { KnownCause } from '../scene.ts'

const CODES: readonly string[] = ['start-failed', 'never-ready', 'command-failed']

/** A deploy that a clause wanted done was refused because the new release did not get up. */
export const releaseDoesNotStart: KnownCause = ({ measurements, breaches }) => {
  const refused = measurements.deploys.filter(({ code }) => code !== null && CODES.includes(code))
  const broken = breaches.filter(
    ({ clause }) => /deploy/.test(clause.objective) || clause.indicator === 'until',
  )
  const found = refused.filter(({ window }) => broken.some(({ clause }) => clause.window === window))
  const [first] = found
  if (!first) return null
  const [said = ''] = first.detail.split('\n')
  // The last lines of what did not start stand in the finding of the step.
  const lines = measurements.findings
    .filter(({ window, holds }) => holds === false && window === first.window)
    .flatMap(({ evidence }) => evidence.flatMap((each) => each.split('\n')))
  const error =
    lines.find((line) => /^\s*\w*Error\b/.test(line)) ??
    lines.find((line) => /error/i.test(line) && !line.includes(said))
  return {
    sure: 'likely',
    what:
      first.code === 'never-ready'
        ? `The release that was shipped, ${first.to}, lives and never gets ready.`
        : `The release that was shipped, ${first.to}, does not start.`,
    evidence: [
      `the deploy was refused (${first.code}): ${said}`,
      ...(error ? [`it wrote: ${error.trim()}`] : []),
    ],
    tryThis: [
      'Start it once with the configuration and the files of its artifact alone, and read its first lines; what works from a checkout may lack a file or a variable there.',
    ],
    windows: found.map(({ window }) => window),
  }
}
