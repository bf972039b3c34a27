/**
 * The file that k6 is given instead of the user's script. It passes on everything that the script exports and
 * replaces only how much load is made; the script itself is not touched. `export *` and the namespace do not mind
 * which exports there are, and paths that the script opens stay relative to the script.
 */

/** How much load is made, and what k6 itself would judge: the drill says both. */
const REPLACED = ['scenarios', 'stages', 'vus', 'duration', 'iterations', 'paused', 'thresholds']
/** Thresholds cover the whole run and pass without data; objectives take their place. */
const REPLACED_IN_SCRIPT_PROFILE = ['paused', 'thresholds']

/** `optionsFile` holds the harness's options as JSON: its system tags, and scenarios unless the script's hold. */
export function entrySource(script: string, optionsFile: string, honourScript: boolean): string {
  const left = (honourScript ? REPLACED_IN_SCRIPT_PROFILE : REPLACED).join(', ')
  return `${passedOn(script)}const { ${left}, systemTags = [], ...kept } = user.options ?? {}
const ours = JSON.parse(open(${JSON.stringify(optionsFile)}))
export const options = { ...kept, ...ours, systemTags: [...new Set([...ours.systemTags, ...systemTags])] }
`
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
