import type { BlastLimit } from './blast-radius.ts'
import type { ObjectiveDraft } from './bounds.ts'
import type { GuardInput } from './guards/guard.ts'
import type { LoadSpec, Place, Step } from './model.ts'
import type { Param, Params, ValuesOf } from './params.ts'
import { here, mistake } from './place.ts'

/** What a drill's body gives back: plain data with symbolic references. */
export interface DrillBody {
  load: LoadSpec
  steps: readonly Step[]
  /** Objectives that hold in every phase which does not say `inherit: false`. */
  expect?: readonly ObjectiveDraft[]
  /** What ends the drill at once, beside the guards of the configuration. */
  guards?: readonly GuardInput[]
  /**
   * So many instances it may hit at once; `all`: the last one that is ready too. Default 1. More than that is done only
   * where the command line agrees: `--blast-radius`.
   */
  blastRadius?: BlastLimit
}

/** A drill as it is defined: frozen, and without I/O, so that it can be listed and previewed without being run. */
export interface Drill {
  readonly kind: 'drill'
  /** Kebab-case: what `firedrill run` is given. */
  readonly name: string
  /** The question that it asks of the app, in one sentence. */
  readonly purpose: string
  readonly params: Params
  readonly body: (values: Readonly<Record<string, unknown>>) => DrillBody
  readonly place: Place
}

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Defines a drill. The body runs once, when the drill is resolved, with the parameters' values. */
export function drill<P extends Params = Record<never, Param<unknown>>>(
  name: string,
  about: { purpose: string; params?: P },
  body: (values: ValuesOf<P>) => DrillBody,
): Drill {
  const place = here()
  if (!KEBAB_CASE.test(name)) {
    throw mistake(place, `"${name}" is not a drill's name.`, 'Write it in kebab-case: kill-node.')
  }
  if (!about?.purpose?.trim()) {
    throw mistake(place, `drill "${name}" has no purpose.`, 'Say in one sentence what it asks of the app.')
  }
  const params: Params = about.params ?? {}
  for (const [key, value] of Object.entries(params)) {
    if (value?.kind === 'param') continue
    throw mistake(
      place,
      `parameter "${key}" is not made by param.`,
      "Write it as param.rate('200/s') or the like.",
    )
  }
  return Object.freeze({
    kind: 'drill',
    name,
    purpose: about.purpose.trim(),
    params: Object.freeze({ ...params }),
    // Resolving makes the values from these very parameters.
    body: (values) => body(values as ValuesOf<P>),
    place,
  } satisfies Drill)
}

/** Is this a drill, also when another copy of firedrill made it? */
export function isDrill(value: unknown): value is Drill {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'drill' &&
    'body' in value
  )
}
