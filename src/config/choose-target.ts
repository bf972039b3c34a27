/** Which target a drill is run on, and why that one. */
import { closest } from 'fastest-levenshtein'
import { FiredrillError } from '../errors.ts'
import type { LoadedConfig } from './load.ts'
import type { TargetConfig } from './targets.ts'

export interface ChosenTarget {
  /** The name under `targets`, or the kind of the configuration's own. */
  name: string
  config: TargetConfig
  /** `--target compose`, `firedrill.config.ts`, `environment staging`. */
  why: string
}

/**
 * `wanted` is `--target`: a name under `targets`, or the kind of the configuration's own target. Throws
 * `target-unknown` or `target-unnamed`; nothing is ever guessed from what happens to be installed.
 */
export function chooseTarget(
  { config, environment, explained }: Pick<LoadedConfig, 'config' | 'environment' | 'explained'>,
  wanted: string | null,
): ChosenTarget {
  const { target, targets } = config
  if (wanted !== null) {
    const named =
      (Object.hasOwn(targets, wanted) ? targets[wanted] : undefined) ??
      (target?.kind === wanted ? target : undefined)
    if (!named) throw unknownTarget(wanted, [...Object.keys(targets), ...(target ? [target.kind] : [])])
    return { name: wanted, config: named, why: `--target ${wanted}` }
  }
  if (!target) {
    throw new FiredrillError('target-unnamed', 'Nothing says what the drill is to be run on.', {
      hint: `Give --target${environment === null ? '' : ` (environment "${environment}" has none)`}, or \`target\` in the configuration.`,
    })
  }
  const why = explained.find(({ name }) => name === 'target.kind')?.source ?? 'the configuration'
  return { name: target.kind, config: target, why }
}

function unknownTarget(wanted: string, names: readonly string[]): FiredrillError {
  const hint =
    names.length === 0
      ? 'The configuration has none; add `target`.'
      : `Did you mean "${closest(wanted, names)}"? There are ${names.join(', ')}.`
  return new FiredrillError('target-unknown', `No target is called "${wanted}".`, { hint })
}
