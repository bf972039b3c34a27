/** Values that come from the environment: symbolic in the configuration, secret in everything that is written. */

const MARK = Symbol.for('firedrill.env')

/** The value of an environment variable; put in when the configuration is loaded. */
export interface EnvRef {
  readonly env: string
  /** False: the value may be shown. */
  readonly secret: boolean
}

export interface ResolvedEnv {
  value: unknown
  /** The values that must never be written, without duplicates. */
  secrets: string[]
  missing: { path: readonly string[]; name: string }[]
}

/** `env('DATABASE_URL')`. The value counts as a secret unless `{ secret: false }` is given. */
export function env(name: string, options: { secret?: boolean } = {}): EnvRef {
  return Object.freeze({ env: name, secret: options.secret ?? true, [MARK]: true })
}

/** Tells a reference from a user's own `{ env: 'PORT' }`. */
export function isEnvRef(value: unknown): value is EnvRef {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return false
  return 'env' in value && typeof value.env === 'string'
}

/** A copy with every reference replaced by its variable's value; a missing one becomes a text that says so. */
export function resolveEnv(
  written: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): ResolvedEnv {
  const secrets = new Set<string>()
  const missing: ResolvedEnv['missing'] = []
  const value = replaceRefs(written, (ref, path) => {
    const found = Object.hasOwn(environment, ref.env) ? environment[ref.env] : undefined
    if (found === undefined || found === '') {
      missing.push({ path, name: ref.env })
      return `‹${ref.env} is not set›`
    }
    if (ref.secret) secrets.add(found)
    return found
  })
  return { value, secrets: [...secrets], missing }
}

/** A deep copy of lists and plain objects in which `replace` stands for each reference; all else stays as it is. */
export function replaceRefs(
  written: unknown,
  replace: (ref: EnvRef, path: readonly string[]) => unknown,
  path: readonly string[] = [],
): unknown {
  if (isEnvRef(written)) return replace(written, path)
  if (Array.isArray(written))
    return written.map((item, index) => replaceRefs(item, replace, [...path, String(index)]))
  if (!isPlain(written)) return written
  const entries = Object.entries(written).map(([key, item]) => [
    key,
    replaceRefs(item, replace, [...path, key]),
  ])
  return Object.fromEntries(entries)
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
