import type { KnownCause } from '../scene.ts'

/** How a release takes its configuration, by what trial boots showed. */
export const configuration: KnownCause = ({ measurements }) => {
  const falsified = measurements.findings.filter(({ holds }) => holds === false)
  for (const { matches, what, tryThis } of WAYS) {
    const found = falsified.filter((each) => matches(each))
    const [first] = found
    if (!first) continue
    return {
      sure: 'likely',
      what,
      evidence: [`not so: ${first.what}`, ...first.evidence.slice(0, 4)],
      tryThis: [tryThis],
      windows: found.map(({ window }) => window),
    }
  }
  return null
}

interface Way {
  matches(finding: { what: string; evidence: string[] }): boolean
  what: string
  tryThis: string
}

const WAYS: readonly Way[] = [
  {
    matches: ({ what }) => /boots and shows/.test(what),
    what: 'Configuration is built in: started with other values, the app shows the ones it was built with.',
    tryThis: 'Read the environment when the app starts, not when it is built.',
  },
  {
    matches: ({ what, evidence }) =>
      /does not boot and names/.test(what) && evidence.some((each) => /^(ready|neither)/.test(each)),
    what: 'The app starts without what it needs: a default stands in, and it fails later, or somewhere else.',
    tryThis: 'Check required variables first of all, and stop at once when one is missing.',
  },
  {
    matches: ({ what }) => /does not boot and names/.test(what),
    what: 'The app refuses to start and does not say which variable is to blame.',
    tryThis: 'Name the variable in the message with which it stops.',
  },
  {
    matches: ({ what }) => /secret/.test(what),
    what: 'A secret is written where others read it.',
    tryThis: 'Redact secrets in the logger, and never log a whole configuration or a connection’s URL.',
  },
]
