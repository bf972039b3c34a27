/** Which targets a drill may be run on, the first choice first, and why each. */
import { closest } from 'fastest-levenshtein'
import { FiredrillError } from '../errors.ts'
import type { LoadedConfig } from './load.ts'
import type { TargetConfig } from './targets.ts'

export interface TargetCandidate {
  /** The name under `targets`, or the kind of the configuration's own. */
  name: string
  config: TargetConfig
  /** Where it stands in the configuration: `environments.staging.targets.compose`. */
  at: string
  /** `--target compose`, `firedrill.config.ts`, `environment staging`, `preferred`. */
  why: string
}

interface Known extends TargetCandidate {
  own: boolean
}

/**
 * `wanted` is `--target`: a name under `targets`, or the kind of the configuration's own target. One candidate, but
 * where nothing names a target: then those of `prefer`, to be tried in order on this machine. Where `isCi` that is
 * refused: what a gate runs on must not depend on what happens to be installed. Throws `target-unknown` or
 * `target-unnamed`.
 */
export function targetCandidates(
  loaded: Pick<LoadedConfig, 'config' | 'environment' | 'explained'>,
  wanted: string | null,
  isCi: boolean,
): readonly TargetCandidate[] {
  const { config, environment, explained } = loaded
  const known = knownTargets(loaded)
  const names = known.map(({ name }) => name)
  if (wanted !== null) {
    const named = known.find(({ name }) => name === wanted)
    if (!named) throw unknownTarget(wanted, names, environment)
    return [{ ...plain(named), why: `--target ${wanted}` }]
  }
  const own = known.find((each) => each.own)
  const why = explained.find(({ name }) => name === 'target.kind')?.source ?? 'the configuration'
  if (own) return [{ ...plain(own), why }]
  const preferred = config.prefer.flatMap((name) => known.filter((each) => each.name === name)).map(plain)
  if (preferred.length === 0) throw unnamed(names, environment)
  if (isCi) throw unnamedInCi(names)
  return preferred
}

function knownTargets({
  config,
  environment,
}: Pick<LoadedConfig, 'config' | 'environment'>): readonly Known[] {
  const { target, targets, ofEnvironment } = config
  const at = ofEnvironment ? `environments.${environment}.` : ''
  const named = Object.entries(targets).map(([name, own]) => ({
    name,
    config: own,
    at: `${at}targets.${name}`,
    why: 'preferred',
    own: false,
  }))
  if (!target) return named
  // Asked for by that name, one that is named goes before the configuration's own.
  return [...named, { name: target.kind, config: target, at: `${at}target`, why: '', own: true }]
}

function plain({ own: _, ...candidate }: Known): TargetCandidate {
  return candidate
}

function unknownTarget(wanted: string, names: readonly string[], environment: string | null): FiredrillError {
  const there = environment === null ? 'There are' : `In the environment "${environment}" there are`
  const hint =
    names.length === 0
      ? 'The configuration has none; add `target`.'
      : `Did you mean "${closest(wanted, names)}"? ${there} ${names.join(', ')}.`
  return new FiredrillError('target-unknown', `No target is called "${wanted}".`, { hint })
}

function unnamed(names: readonly string[], environment: string | null): FiredrillError {
  const none = environment === null ? '' : ` (environment "${environment}" has none)`
  const there = names.length === 0 ? '' : ` There are ${names.join(', ')}.`
  return new FiredrillError('target-unnamed', 'Nothing says what the drill is to be run on.', {
    hint: `Give --target${none}, or \`target\` or \`prefer\` in the configuration.${there}`,
  })
}

function unnamedInCi(names: readonly string[]): FiredrillError {
  return new FiredrillError('target-unnamed', 'CI is set, and no target is named.', {
    hint: `What a gate runs on must not depend on what is installed: give --target. There are ${names.join(', ')}.`,
  })
}
