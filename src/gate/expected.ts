/** Does a run judge what the policy expects, and where it matters? Pure. */
import type { Measurements } from '../measure/measurements.ts'
import type { Verdict } from '../verdict/schema.ts'
import type { Unfit } from './decision.ts'

type Window = Measurements['windows'][number]
const WHOLE_RUN = ' over the whole run'

type Clause = Verdict['clauses'][number]

/**
 * `p95 below 150 ms` is to be judged in every phase, `p95 below 150 ms in lost` in that one, and `… over the whole run`
 * over the run. A drill that judges it before its fault only, would show nothing otherwise.
 */
export function lackedOf(
  expected: readonly string[],
  clauses: readonly Clause[],
  windows: readonly Window[],
): Unfit[] {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const lacks = (objective: string, among: readonly Window[]): Window[] =>
    among.filter(
      ({ name }) => !clauses.some((clause) => clause.objective === objective && clause.window === name),
    )
  return expected.flatMap((text): Unfit[] => {
    const lacking = lacks(text, phases)
    if (phases.length > 0 && lacking.length === 0) return []
    const named = placesOf(windows).filter(({ suffix }) => text.endsWith(suffix))
    if (named.some(({ suffix, among }) => lacks(text.slice(0, -suffix.length), among).length === 0)) return []
    const isOfOne = named.length > 0 || text.endsWith(WHOLE_RUN)
    const where = isOfOne || lacking.length === 0 ? '' : ` in ${lacking.map(({ name }) => name).join(', ')}`
    return [{ code: 'objective-missing', why: `it does not judge "${text}"${where}` }]
  })
}

/** How a policy names where an objective is to be judged: none of these is empty. */
function placesOf(windows: readonly Window[]): { suffix: string; among: Window[] }[] {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const runs = windows.filter(({ kind }) => kind === 'run')
  return [
    ...phases.map((window) => ({ suffix: ` in ${window.name}`, among: [window] })),
    ...[...Map.groupBy(phases, ({ phase }) => phase)].map(([name, among]) => ({
      suffix: ` in ${name}`,
      among,
    })),
    ...(runs.length === 0 ? [] : [{ suffix: WHOLE_RUN, among: runs }]),
  ]
}
