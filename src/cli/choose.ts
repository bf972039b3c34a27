/** Which of the configuration's targets a command works on: the one that is named, or the first that fits here. */
import { type TargetCandidate, targetCandidates } from '../config/choose-target.ts'
import type { Step } from '../drill/model.ts'
import { faults } from '../fault/map.ts'
import type { Host } from '../host/host.ts'
import { neededCapabilities } from '../run/refusals/capabilities.ts'
import type { CapabilityName, Target } from '../target/target.ts'
import type { Project } from './project.ts'
import { createTarget } from './wire.ts'

export interface ProjectTarget {
  /** The name under `targets`, or the kind of the configuration's own. */
  name: string
  /** Why that one: `--target compose`, `Docker 20.10.24 answers and its images are here`. */
  why: string
  target: Target
}

/**
 * `wanted` is `--target`; `steps`: what is to be run on it. Of several that nothing decides between, those that cannot
 * do what the steps need are left out while others can, and the first that can be used on this machine is taken; where
 * there is none, the last, for the plan to refuse. Throws `target-unnamed`, `target-unknown`, or `config-invalid` by the adapter.
 */
export async function openTarget(
  project: Project,
  wanted: string | undefined,
  steps: readonly Step[] = [],
): Promise<ProjectTarget> {
  const { host, loaded } = project
  const candidates = targetCandidates(loaded, wanted ?? null, Boolean(host.env.CI))
  const opened = candidates.map((candidate) => ({ candidate, target: open(candidate, project) }))
  const [only, another] = opened
  if (only && !another) return { name: only.candidate.name, why: only.candidate.why, target: only.target }
  const needs = neededCapabilities(steps, faults)
  const lacking = opened.map(({ candidate, target }) => ({
    name: candidate.name,
    lacks: missing(needs, target),
  }))
  const able = opened.filter((_, index) => lacking[index]?.lacks === null)
  const passed = lacking.flatMap(({ name, lacks }) => (lacks === null ? [] : [`not ${name}: ${lacks}`]))
  const { candidate, target, why } = await firstUsable(able.length > 0 ? able : opened, host)
  return { name: candidate.name, why: [why, ...passed].join('; '), target }
}

interface Opened {
  candidate: TargetCandidate
  target: Target
}

/** The last, where none can be used. */
async function firstUsable(
  [first, ...others]: readonly Opened[],
  host: Host,
): Promise<Opened & { why: string }> {
  if (!first) throw new Error('there is no candidate')
  const { yes, why } = await first.target.usable(host)
  if (yes || others.length === 0) return { ...first, why }
  const { name } = first.candidate
  const next = await firstUsable(others, host)
  return { ...next, why: `${next.why}; not ${name}: ${why} (--target ${name} insists)` }
}

function open({ config, at }: TargetCandidate, { loaded }: Project): Target {
  return createTarget(config.kind, config.options, { root: loaded.root, secrets: loaded.secrets, at })
}

/** In words; null: it offers all that is needed. */
function missing(needs: readonly CapabilityName[], { capabilities }: Target): string | null {
  const lacking = needs.filter((need) => !capabilities.includes(need))
  return lacking.length === 0 ? null : `it does not offer ${lacking.map((name) => `"${name}"`).join(', ')}`
}
