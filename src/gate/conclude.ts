/** From the runs that count and those that do not to what the gate says. Pure. */
import { closest, distance } from 'fastest-levenshtein'
import type { GateRequirement } from '../config/gate-policy.ts'
import type { BlastLimit } from '../drill/blast-radius.ts'
import { type AskedArtifact, type RanArtifact, UNSAID } from './artifact.ts'
import { commandFor } from './command.ts'
import {
  GATE_FORMAT,
  type GateDecision,
  gateExit,
  type RequirementAtGate,
  type RunAtGate,
  type UnfitRun,
} from './decision.ts'

/** Of one requirement, as its runs were looked through from the newest on. */
export interface Walked {
  requirement: GateRequirement
  counted: CountedRun[]
  failed: UnfitRun | null
  doubtful: UnfitRun | null
  unfit: UnfitRun[]
  /** The newest of these was held against what it shipped, or was to ship. */
  unfitByShipped: boolean
  /** To how many instances hit at once the command line of the newest run agreed; null: it did not say, or there is none. */
  agreed: BlastLimit | null
  /** Where there is no record of this drill: the drills of which there are some, by name. */
  recorded: readonly string[]
}

export interface CountedRun extends RunAtGate {
  /** The name of the target that it ran on. */
  target: string
  ran: RanArtifact | string
}

export interface Looked {
  lookedIn: string[]
  unreadable: string[]
}

export function conclude(artifact: AskedArtifact, walked: readonly Walked[], looked: Looked): GateDecision {
  const requirements = walked.map((each) => requirementOf(each, artifact))
  const against = artifact.kind === 'version' ? namesakes(walked.flatMap(({ counted }) => counted)) : []
  const allowed = against.length === 0 && requirements.length > 0 && requirements.every(({ met }) => met)
  return {
    format: GATE_FORMAT,
    allowed,
    exitCode: gateExit(allowed),
    summary: summaryOf(artifact, requirements, against),
    artifact,
    requirements,
    against,
    ...looked,
  }
}

function requirementOf(walked: Walked, artifact: AskedArtifact): RequirementAtGate {
  const { requirement, counted, failed, doubtful, unfit, agreed } = walked
  const needed = requirement.runs - counted.length
  const met = needed <= 0
  return {
    requirement,
    met,
    counted: counted.map(({ target: _target, ran: _ran, ...run }) => run),
    failed: met ? null : failed,
    doubtful: met ? null : doubtful,
    unfit,
    missing: met ? null : missingWords(walked, artifact),
    command: met ? null : commandFor(requirement, needed, agreed),
  }
}

function missingWords(walked: Walked, { shown }: AskedArtifact): string {
  const { requirement, counted: all, failed, doubtful } = walked
  const [{ drill, runs }, counted] = [requirement, all.length]
  const needed = `${runs - counted} ${counted === 0 ? '' : 'more '}${runs - counted === 1 ? 'run' : 'runs'}`
  const wanted = `${needed} of ${drill} on ${shown} must pass`
  if (failed !== null)
    return `It failed in ${failed.id}, and ${wanted} after that.${besides(failed)}${unsaidHint(failed)}`
  if (doubtful !== null)
    return `${doubtful.id} may have failed: ${whys(doubtful)}. Remove that record, or run again: ${wanted} after it.`
  if (counted === 0 && walked.unfit.length === 0) return `${noRecord(walked)} ${wanted}.`
  const many = counted === 0 ? `No run counts: ${wanted}.` : `${counted} of ${runs} runs count: ${wanted}.`
  return `${many}${roleHint(walked)}${unsaidHint(walked.unfit[0])}`
}

/** More letters than this are no slip. */
const A_SLIP = 3

/** Who mistyped its name is not helped by the number of its runs. */
function noRecord({ requirement: { drill }, recorded }: Walked): string {
  const others = recorded.length === 0 ? '' : `; there are records of ${recorded.join(', ')}`
  const near = recorded.length === 0 ? drill : closest(drill, [...recorded])
  const isSlip = near !== drill && distance(drill, near) <= Math.min(A_SLIP, drill.length - 1)
  return `No record of a drill "${drill}" was found${others}.${isSlip ? ` Did you mean "${near}"? If not:` : ''}`
}

/** Another run would be as mute. */
function unsaidHint(run: UnfitRun | undefined): string {
  if (!run?.reasons.some(({ why }) => why.endsWith(UNSAID))) return ''
  return ' Let the instances say what they run (`version` of the target), or ask by commit:<hash>.'
}

/** Who asks about the release that a drill begins with is not helped by running it again. */
function roleHint({ requirement, unfit: [newest], unfitByShipped }: Walked): string {
  if (!newest || !unfitByShipped || requirement.role !== null) return ''
  if (newest.reasons.some(({ code }) => code !== 'wrong-artifact')) return ''
  return ` ${newest.id} is taken to be of what it shipped; with \`artifact: served\` in the policy, of what served when it began.`
}

/** A fail is one, whatever else is wrong with its record. */
function besides(failed: UnfitRun): string {
  if (failed.reasons.length === 0) return ''
  const isAhead = failed.reasons.some(({ code }) => code === 'from-the-future')
  const remedy = isAhead ? ' Where its clock was wrong, remove that record.' : ''
  return ` Its record is not as it should be: ${whys(failed)}.${remedy}`
}

function whys({ reasons }: UnfitRun): string {
  return reasons.map(({ why }) => why).join('; ')
}

/** One version that stands for two artifacts is no name of either. What a target calls a digest differs between targets. */
function namesakes(counted: readonly CountedRun[]): string[] {
  const byTarget = Map.groupBy(counted, ({ target }) => target)
  return [...byTarget].flatMap(([target, runs]) => {
    const told = runs.flatMap(({ id, ran }) =>
      typeof ran === 'string' || ran.digests.length === 0 ? [] : [{ id, digests: ran.digests }],
    )
    const all = told.flatMap(({ id, digests }) => digests.map((each) => ({ id, ...each })))
    const kinds = [...Map.groupBy(all, ({ kind }) => kind).values()]
    const apart = kinds.find((alike) => new Set(alike.map(({ digest }) => digest)).size > 1)
    // Of two runs that tell different kinds, nothing says that they are of the same.
    const isShared = kinds.some((alike) => new Set(alike.map(({ id }) => id)).size === told.length)
    const named =
      apart ?? (isShared ? [] : told.flatMap(({ id, digests: [first] }) => (first ? [{ id, ...first }] : [])))
    if (named.length === 0) return []
    const words = named.map(({ id, digest }) => `sha256:${digest.slice(0, 12)}… in ${id}`)
    return [`On ${target} two artifacts go by this version: ${words.join(', ')}. Ask by digest.`]
  })
}

function summaryOf(
  { shown }: AskedArtifact,
  requirements: readonly RequirementAtGate[],
  against: readonly string[],
): string {
  const met = requirements.filter((each) => each.met).length
  const counted = requirements.reduce((sum, each) => sum + each.counted.length, 0)
  const drills = requirements.length === 1 ? 'drill' : 'drills'
  if (met === requirements.length && against.length === 0)
    return `${shown} may be released: ${met === 1 ? 'the' : `all ${met}`} ${drills} of the policy passed on it, in ${counted} ${counted === 1 ? 'run' : 'runs'}.`
  const lacking = requirements.filter((each) => !each.met).map(({ requirement }) => requirement.drill)
  const open =
    lacking.length === 0
      ? ''
      : ` ${met} of ${requirements.length} ${drills} of the policy passed on it; missing: ${lacking.join(', ')}.`
  return [`${shown} may not be released.${open}`, ...against].join(' ')
}
