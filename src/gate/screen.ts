/** What speaks against a run by the first line of its journal alone, before its samples are read. */
import type { GateRequirement } from '../config/gate-policy.ts'
import { isMadeInTest, isSabotaged } from '../journal/not-for-real.ts'
import type { RunStarted } from '../journal/run-started.ts'
import { formatAge } from '../units.ts'
import type { Unfit } from './decision.ts'
import { mayBeSameParameters, paramsOf } from './parameters.ts'

/** Clocks of machines differ; a run of tomorrow is none. */
const AHEAD_MS = 5 * 60_000

/**
 * That the clock of its machine is ahead makes a run no other one: a fail of it is a fail. Nor do parameters that were
 * given as they are without that. `alike`: other runs of the drill that would count by their first line.
 */
export function mayStillFail(
  { options }: Pick<RunStarted, 'options'>,
  screened: readonly Unfit[],
  alike: readonly Pick<RunStarted, 'options'>[],
): boolean {
  const isOther = (): boolean => !alike.some((other) => mayBeSameParameters(options, other.options))
  return screened.every(
    ({ code }) => code === 'from-the-future' || (code === 'other-parameters' && !isOther()),
  )
}

export function screen(header: RunStarted, requirement: GateRequirement, nowWallMs: number): Unfit[] {
  return [
    ...ofPlace(header, requirement),
    ...ofAge(header.zeroWallMs, requirement, nowWallMs),
    ...ofDrill(header),
    ...ofParameters(header, requirement),
  ]
}

/** The run was made on another target or in another environment, or on a target that was made wrong. */
export function ofPlace(
  {
    target,
    environment,
  }: { target: Pick<RunStarted['target'], 'name' | 'kind'>; environment: string | null },
  requirement: GateRequirement,
): Unfit[] {
  const found: Unfit[] = []
  if (requirement.target !== null && target.name !== requirement.target)
    found.push({ code: 'other-target', why: `it ran on ${target.name}, not on ${requirement.target}` })
  if (environment !== requirement.environment) {
    const named = (name: string | null): string => (name === null ? 'no environment' : `environment ${name}`)
    const why = `it ran in ${named(environment)}, not in ${named(requirement.environment)}`
    found.push({ code: 'other-environment', why })
  }
  if (isSabotaged(target))
    found.push({
      code: 'sabotaged',
      why: `it ran on a target that was made wrong on purpose: ${target.kind}`,
    })
  return found
}

export function ofAge(beganWallMs: number, { withinMs }: GateRequirement, nowWallMs: number): Unfit[] {
  const ageMs = nowWallMs - beganWallMs
  if (!Number.isFinite(ageMs)) return [{ code: 'too-old', why: 'it does not say when it began' }]
  if (ageMs < -AHEAD_MS)
    return [{ code: 'from-the-future', why: `by this machine's clock it begins in ${formatAge(-ageMs)}` }]
  if (ageMs <= withinMs) return []
  return [{ code: 'too-old', why: `it is ${formatAge(ageMs)} old; ${formatAge(withinMs)} are allowed` }]
}

function ofDrill(header: RunStarted): Unfit[] {
  if (!isMadeInTest(header)) return []
  const why = `its drill was made in a test: it is not the project's ${header.drill}`
  return [{ code: 'made-in-test', why }]
}

/** A drill may be made so small by its parameters that it shows nothing. */
function ofParameters({ options }: RunStarted, { set }: GateRequirement): Unfit[] {
  const given = setIn(options)
  const names = [...new Set([...Object.keys(given), ...Object.keys(set)])].toSorted()
  const known = Object.keys(paramsOf(options))
  return names.flatMap((name): Unfit[] => {
    const [was, wanted] = [given[name], set[name]]
    if (was === wanted) return []
    if (was === undefined && known.length > 0 && !known.includes(name))
      return [
        {
          code: 'other-parameters',
          why: `the drill had no parameter ${name}; it had ${known.join(', ')}`,
        },
      ]
    const words = (value: string | undefined): string =>
      value === undefined ? 'as the drill has it' : `at ${value}`
    return [{ code: 'other-parameters', why: `it ran with ${name} ${words(was)}, not ${words(wanted)}` }]
  })
}

/** Of `--set name=value`, as the record has it. */
function setIn({ set }: RunStarted['options']): Record<string, string> {
  const pairs = Array.isArray(set) ? set.filter((each) => typeof each === 'string') : []
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
