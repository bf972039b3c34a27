/**
 * The file that k6 is given instead of the user's script. It passes on everything that the script exports and
 * replaces only how much load is made; the script itself is not touched. `export *` and the namespace do not mind
 * which exports there are, and paths that the script opens stay relative to the script.
 */

import { summarySource } from './thresholds.ts'

/** How much load is made: the drill says that. Thresholds are given back without what would end the load. */
const REPLACED = [
  ...['scenarios', 'stages', 'vus', 'duration', 'iterations'],
  ...['executionSegment', 'executionSegmentSequence', 'paused', 'thresholds'],
]
const REPLACED_IN_SCRIPT_PROFILE = ['paused', 'thresholds']

export interface Entry {
  script: string
  /** Holds the harness's options as JSON: its system tags, thresholds, and scenarios unless the script's hold. */
  optionsFile: string
  honourScript: boolean
  /** Where what became of the thresholds is written; null: there are none. */
  summaryFile: string | null
}

export function entrySource({ script, optionsFile, honourScript, summaryFile }: Entry): string {
  const left = (honourScript ? REPLACED_IN_SCRIPT_PROFILE : REPLACED).join(', ')
  return `${passedOn(script)}const { ${left}, systemTags = [], ...kept } = user.options ?? {}
const ours = JSON.parse(open(${JSON.stringify(optionsFile)}))
export const options = { ...kept, ...ours, systemTags: [...new Set([...ours.systemTags, ...systemTags])] }
${summaryFile === null ? '' : summarySource(summaryFile)}`
}

/** An entry that `k6 inspect` prints the script's options from, with which of them it gave itself and what functions it exports. */
export function inspectionSource(script: string): string {
  return `${passedOn(script)}const functions = Object.keys(user).filter((name) => typeof user[name] === 'function')
const given = Object.keys(user.options ?? {})
export const options = { ...user.options, ext: { ...user.options?.ext, firedrill: { functions, given } } }
`
}

function passedOn(script: string): string {
  const from = JSON.stringify(script)
  return `import * as user from ${from}
export * from ${from}
export default user.default;
`
}
