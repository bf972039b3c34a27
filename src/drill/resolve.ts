import { FiredrillError, messageOf } from '../errors.ts'
import type { BlastLimit } from './blast-radius.ts'
import { objectivesOf } from './bounds.ts'
import { checkLanes } from './checks/lanes.ts'
import { checkObjectives } from './checks/objectives.ts'
import { checkReferences } from './checks/references.ts'
import { checkStructure } from './checks/structure.ts'
import type { Drill, DrillBody } from './drill.ts'
import { deepFreeze } from './freeze.ts'
import { guardsIn } from './guards/read.ts'
import type { Place, ResolvedDrill } from './model.ts'
import { paramValues } from './param-values.ts'
import { mistake, relativeTo, standing } from './place.ts'
import { firstFinding } from './schema.ts'
import { stepsOf } from './steps.ts'

/** Fields that hold what the user gave: a `place` in them is theirs. */
const OPAQUE: readonly string[] = ['args', 'params', 'equals', 'set', 'values']

export interface ResolveOptions {
  /** `--set`, as written. */
  set?: Readonly<Record<string, string>>
  /** A whole number from 0: decides which instance a symbolic reference picks. */
  seed: number
  /** The drill's file, relative to the project's root. */
  file: string
  /** The project's root, absolute; places are recorded relative to it. Default: the working directory. */
  root?: string
}

/**
 * Runs the drill's body once, with the parameters' values, and checks what it gives back. The result is deep-frozen
 * plain JSON. Throws `param-invalid`, `value-invalid`, `drill-invalid` or `drill-throws`.
 */
export function resolve(drill: Drill, options: ResolveOptions): ResolvedDrill {
  const { set = {}, seed, file, root = process.cwd() } = options
  const { values, written } = paramValues(drill, set)
  try {
    const body = runBody(drill, values)
    const made = {
      name: drill.name,
      purpose: drill.purpose,
      file,
      params: written,
      seed,
      load: body.load,
      steps: stepsOf(drill.place, `drill "${drill.name}"`, body.steps),
      expect: (body.expect ?? []).flatMap((written) => objectivesOf(drill.place, written)),
      guards: body.guards === undefined ? undefined : guardsIn(drill.place, body.guards),
      blastRadius: blastRadiusOf(drill.place, body.blastRadius),
    }
    return checked(plain(made, root) as ResolvedDrill, relativeTo(root, drill.place))
  } catch (error) {
    throw withRelativePlace(error, root)
  }
}

function runBody(drill: Drill, values: Readonly<Record<string, unknown>>): DrillBody {
  try {
    const body = standing(drill.place, () => drill.body(values))
    if (typeof body === 'object' && body !== null && body.load) return body
  } catch (error) {
    if (error instanceof FiredrillError) throw error
    const what = `${drill.place}: the body of drill "${drill.name}" threw: ${messageOf(error)}`
    throw new FiredrillError('drill-throws', what, { hint: 'Correct the body of the drill.', cause: error })
  }
  throw mistake(
    drill.place,
    `the body of drill "${drill.name}" gives back no load.`,
    "Give back { load: load('shop', { rate }), steps: […], expect: […] }.",
  )
}

function blastRadiusOf(place: Place, limit: BlastLimit | undefined): BlastLimit | undefined {
  if (limit === undefined || limit === 'all' || (Number.isInteger(limit) && limit >= 1)) return limit
  throw mistake(
    place,
    `blastRadius: ${JSON.stringify(limit)} is neither a whole number from 1 nor 'all'.`,
    'Say how many instances may be hit at once, or leave it out: one.',
  )
}

function checked(drill: ResolvedDrill, place: string): ResolvedDrill {
  const finding = firstFinding(drill)
  if (finding !== null) {
    throw mistake(
      place,
      `the drill is not plain data of the known kinds: ${finding}.`,
      'Make steps by the functions of firedrill only.',
    )
  }
  checkStructure(drill)
  checkLanes(drill)
  checkReferences(drill)
  checkObjectives(drill)
  return deepFreeze(drill)
}

/** A copy without undefined fields, with places relative to the root, and loops numbered in the order of the steps. */
function plain(made: unknown, root: string): unknown {
  const loops = new Map<string, string>()
  const numbered = (loop: string) => {
    if (!loops.has(loop)) loops.set(loop, `each-${loops.size + 1}`)
    return loops.get(loop)!
  }
  const copy = (data: unknown): unknown => {
    if (Array.isArray(data)) return data.map(copy)
    if (typeof data !== 'object' || data === null) return data
    const fields = Object.entries(data).filter(([, value]) => value !== undefined)
    return Object.fromEntries(fields.map(([key, value]) => [key, field(key, value)]))
  }
  const field = (key: string, value: unknown): unknown => {
    if (OPAQUE.includes(key)) return userData(value)
    if (key === 'place' && typeof value === 'string') return relativeTo(root, value)
    if (key === 'loop' && typeof value === 'string') return numbered(value)
    return copy(value)
  }
  return copy(made)
}

/** The user's own data, untouched but for what JSON cannot carry, which the shape check then names. */
function userData(value: unknown): unknown {
  // JSON knows no negative zero.
  if (value === 0) return 0
  if (Array.isArray(value)) return value.map(userData)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, userData(inner)]))
}

/** Builders know absolute places only. */
function withRelativePlace(error: unknown, root: string): unknown {
  if (!(error instanceof FiredrillError) || !error.message.includes(root)) return error
  return new FiredrillError(error.code, relativeTo(root, error.message), {
    hint: relativeTo(root, error.hint),
    cause: error.cause,
  })
}
