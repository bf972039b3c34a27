/** The policy of the release gate: which drills an artifact must have passed, where, how lately and how surely. */
import { z } from 'zod'
import { FiredrillError, messageOf } from '../errors.ts'
import { ageMs } from '../units.ts'
import { problemsOf } from './check.ts'

export const POLICY_FORMAT = 'firedrill-gate-policy/1'

export interface GatePolicy {
  /** At least one, no two alike. */
  requirements: readonly GateRequirement[]
}

/** What one drill must have shown of the artifact. */
export interface GateRequirement {
  drill: string
  /** As many runs, the newest that were decided, must have passed. */
  runs: number
  /** Begun at most so long ago. */
  withinMs: number
  /** Take only what is proven at 95 %. */
  proven: boolean
  /** As given by `--target` and `--env`; at least one. Of a target null: any that the environment has; null: none. */
  target: string | null
  environment: string | null
  /** Parameters that differ from the drill's own, as given by `--set`. */
  set: Readonly<Record<string, string>>
  /** Which artifact of the run counts; null: what it shipped, where it shipped anything, else what served. */
  role: ArtifactRole | null
  /**
   * Objectives that it must judge, word for word as in verdict.json: `p95 below 150 ms` in every phase, `… in lost` in
   * that one, `… over the whole run` over the run.
   */
  expect: readonly string[]
}

export type ArtifactRole = 'served' | 'shipped'

const text = z.string().min(1)
const AGE = 'expected an age, such as "12h" or "7d"'
const age = z.string({ error: AGE }).refine(isAge, { error: AGE })
const scalar = z.union([z.string(), z.number(), z.boolean()])

const shared = {
  target: text.optional(),
  environment: text.optional(),
  within: age.optional(),
  runs: z.int().min(1).max(1000).optional(),
  proven: z.boolean().optional(),
}

const requirement = z.strictObject({
  drill: text,
  ...shared,
  set: z.record(z.string(), scalar).default({}),
  artifact: z.enum(['served', 'shipped']).optional(),
  expect: z.array(text).default([]),
})

/** As it is written, for `schema/gate-policy.schema.json` as well. */
export const gatePolicySchema = z.strictObject({
  format: z.literal(POLICY_FORMAT),
  ...shared,
  drills: z.array(requirement).min(1),
})

type Written = z.output<typeof gatePolicySchema>

/**
 * `read` is what the file's YAML or JSON came to. Throws `policy-invalid` with one line for each wrong field, with its
 * path; `file` is named in the hint.
 */
export function toGatePolicy(read: unknown, file: string): GatePolicy {
  const parsed = gatePolicySchema.safeParse(read)
  if (!parsed.success)
    throw invalid(problemsOf(gatePolicySchema, parsed.error.issues, read, 'policy'), file, parsed.error)
  const problems = parsed.data.drills.flatMap((_, index) => lacks(parsed.data, index))
  if (problems.length > 0) throw invalid(problems, file)
  return { requirements: parsed.data.drills.map((drill) => toRequirement(parsed.data, drill)) }
}

/** A text that is no YAML or JSON at all. */
export function unreadablePolicy(cause: unknown, file: string): FiredrillError {
  const problem = messageOf(cause).split('\n')[0] ?? ''
  return invalid([`policy: it cannot be read as YAML or JSON: ${problem}`], file, cause)
}

/** Each would let records through that nobody meant. */
function lacks({ drills, ...defaults }: Written, index: number): string[] {
  const drill = drills[index]
  if (!drill) return []
  const at = `policy.drills[${index}]`
  const earlier = drills
    .slice(0, index)
    .some((other) => isSame({ ...defaults, ...other }, { ...defaults, ...drill }))
  return [
    ...((drill.within ?? defaults.within) === undefined
      ? [`${at}.within: expected how old a run may be, such as "7d", here or for all drills`]
      : []),
    ...([drill.target, drill.environment, defaults.target, defaults.environment].every(
      (each) => each === undefined,
    )
      ? [`${at}: expected a target or an environment, here or for all drills: a run on any would count`]
      : []),
    ...(earlier
      ? [`${at}: ${drill.drill} is asked for twice in the same place with the same parameters`]
      : []),
  ]
}

function isSame(a: Written['drills'][number], b: Written['drills'][number]): boolean {
  const key = ({ drill, target, environment, set, artifact }: Written['drills'][number]): string =>
    JSON.stringify([drill, target, environment, Object.entries(setOf(set)).sort(), artifact])
  return key(a) === key(b)
}

function toRequirement(defaults: Written, drill: Written['drills'][number]): GateRequirement {
  return {
    drill: drill.drill,
    runs: drill.runs ?? defaults.runs ?? 1,
    withinMs: ageMs(drill.within ?? defaults.within ?? ''),
    proven: drill.proven ?? defaults.proven ?? false,
    target: drill.target ?? defaults.target ?? null,
    environment: drill.environment ?? defaults.environment ?? null,
    set: setOf(drill.set),
    role: drill.artifact ?? null,
    expect: drill.expect,
  }
}

/** As they are typed: `--set migrate=false`. */
function setOf(set: Written['drills'][number]['set']): Record<string, string> {
  return Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)]))
}

function isAge(written: string): boolean {
  try {
    ageMs(written)
    return true
  } catch (error) {
    if (error instanceof FiredrillError) return false
    throw error
  }
}

function invalid(problems: readonly string[], file: string, cause?: unknown): FiredrillError {
  const hint = `Correct ${problems.length === 1 ? 'this field' : 'these fields'} in ${file}; docs/gate.md has an example.`
  return new FiredrillError('policy-invalid', problems.join('\n'), { hint, cause })
}
