/** From a drill's name and the command line's options to a plan. */
import type { FoundDrill } from '../config/drills.ts'
import { type BlastLimit, ONE_AT_A_TIME } from '../drill/blast-radius.ts'
import type { ResolvedDrill } from '../drill/model.ts'
import { resolve } from '../drill/resolve.ts'
import { FiredrillError } from '../errors.ts'
import { faults } from '../fault/map.ts'
import { asked } from '../run/hosts/assert-allowed.ts'
import { type Plan, planDrill } from '../run/plan.ts'
import { commandWords } from '../shell-words.ts'
import type { Target } from '../target/target.ts'
import { missingScripts } from './load-scripts.ts'
import type { Project } from './project.ts'

/** One of so many instances is picked; a person can type it again. */
const SEEDS = 1_000_000

export interface ResolveInput {
  set: readonly string[]
  seed: number | undefined
}

/** `--set name=value`, each once. Throws `usage`. */
export function parseSet(set: readonly string[]): Record<string, string> {
  const pairs = set.map((text) => {
    const at = text.indexOf('=')
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const
    throw new FiredrillError('usage', `--set ${text} has no value.`, { hint: 'Write --set name=value.' })
  })
  const names = pairs.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new FiredrillError('usage', `--set ${twice} is given twice.`, { hint: 'Give each parameter once.' })
  }
  return Object.fromEntries(pairs)
}

export function resolveDrill(
  { drill, file }: FoundDrill,
  { loaded }: Project,
  input: ResolveInput,
): ResolvedDrill {
  const seed = input.seed ?? Math.floor(Math.random() * SEEDS)
  return resolve(drill, { set: parseSet(input.set), seed, file, root: loaded.root })
}

/** `blastRadius`: what the command line agrees to. */
export async function planFor(
  project: Project,
  target: Target,
  resolved: ResolvedDrill,
  blastRadius: BlastLimit = ONE_AT_A_TIME,
): Promise<Plan> {
  const { host, loaded } = project
  const { config } = loaded
  const indicators = Object.entries(config.indicators).map(([name, { version }]) => `${name}@${version}`)
  const plan = await planDrill(resolved, {
    host,
    target,
    faults,
    loads: Object.keys(config.loads),
    handlers: Object.keys(config.handlers),
    namedProbes: Object.keys(config.probes),
    readsLedger: config.ledger !== null,
    indicators,
    maxRate: config.maxRatePerSecond,
    probeIntervalMs: config.prober.intervalMs,
    warmUpMs: config.warmUpMs,
    blastRadius,
    guards: config.guards,
    allowedHosts: config.allowedHosts,
    reached: asked({ namedProbes: config.probes, ledger: config.ledger }),
  })
  const noScript = await missingScripts(project, [resolved.load.name])
  return { ...plan, refusals: [...plan.refusals, ...noScript] }
}

/** What a person gave beside the drill's name, and would have to give again. */
export interface Given {
  target?: string
  env?: string
  set: readonly string[]
  seed?: number
  blastRadius?: BlastLimit
}

/** Throws the first refusal, with every reason in its message. */
export function refuse({ drill, refusals }: Plan, given: Given): void {
  const [first] = refusals
  if (!first) return
  const reasons = refusals.map(({ reason, hint }) => `\n  - ${reason} ${hint}`).join('')
  throw new FiredrillError(first.code, `${drill.name} cannot be run:${reasons}`, {
    hint: `\`firedrill plan ${commandWords([drill.name, ...again(given)])}\` shows what it would do.`,
  })
}

function again({ target, env, set, seed, blastRadius }: Given): string[] {
  return [
    ...(target === undefined ? [] : ['--target', target]),
    ...(env === undefined ? [] : ['--env', env]),
    ...set.flatMap((each) => ['--set', each]),
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(blastRadius === undefined ? [] : ['--blast-radius', String(blastRadius)]),
  ]
}
