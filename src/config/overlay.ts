/** `--env staging`: what an environment says is put over the rest. */
import { closest } from 'fastest-levenshtein'
import { FiredrillError } from '../errors.ts'
import { isPlain } from './env.ts'

/** Fields of an environment that replace the configuration's whole value. */
const REPLACED = ['warmUp', 'ledger', 'runbook', 'allowedHosts', 'production'] as const
/** Lists that an environment's own is added to: what guards every environment guards this one too. */
const ADDED = ['guards'] as const
/** Fields that are merged name by name. */
const MERGED = ['loads', 'probes', 'prober'] as const

/** The raw configuration with the environment's values in it; throws `target-unknown` for one that is not there. */
export function withEnvironment(
  raw: Readonly<Record<string, unknown>>,
  name: string | null,
): Record<string, unknown> {
  if (name === null) return { ...raw }
  const environments = isPlain(raw.environments) ? raw.environments : {}
  const chosen = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (!isPlain(chosen)) throw unknownEnvironment(name, Object.keys(environments))
  const result: Record<string, unknown> = { ...raw }
  // Its own targets, and no others: a drill that names one must not be run on something else than it says.
  if (chosen.target !== undefined || chosen.targets !== undefined)
    Object.assign(result, { target: chosen.target, targets: chosen.targets ?? {}, ofEnvironment: true })
  for (const field of REPLACED) if (chosen[field] !== undefined) result[field] = chosen[field]
  for (const field of ADDED) {
    const own = raw[field]
    if (Array.isArray(chosen[field])) result[field] = [...(Array.isArray(own) ? own : []), ...chosen[field]]
  }
  for (const field of MERGED) {
    const own = raw[field]
    if (isPlain(chosen[field])) result[field] = { ...(isPlain(own) ? own : {}), ...chosen[field] }
  }
  if (isPlain(chosen.load) && chosen.load.maxRate !== undefined) result.maxRate = chosen.load.maxRate
  return result
}

/** Where a value of the merged configuration comes from: a path in the environment, or null. */
export function pathInEnvironment(environment: unknown, path: readonly string[]): boolean {
  const at = path[0] === 'maxRate' ? ['load', 'maxRate'] : path
  const found = at.reduce<unknown>((value, key) => (isPlain(value) ? value[key] : undefined), environment)
  return found !== undefined
}

function unknownEnvironment(name: string, names: readonly string[]): FiredrillError {
  const hint =
    names.length === 0
      ? 'Add it under `environments` in the configuration, or leave --env out.'
      : `Did you mean "${closest(name, names)}"? There are ${names.join(', ')}.`
  return new FiredrillError('target-unknown', `No environment is called "${name}".`, { hint })
}
