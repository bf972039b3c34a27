/** Starts a release beside the app, with another environment, to see what it makes of it. */
import type { BootTrial } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import type { Release, Trial, TrialSeen } from '../../target/target.ts'
import { formatMs } from '../../units.ts'
import { type Finding, find } from './finding.ts'
import type { Execute, StepContext } from './step.ts'

/** So many of the last lines are kept as evidence. */
const LINES_SHOWN = 3

export const boot: Execute<'boot'> = async (step, context) => {
  const trial = trialOf(context)
  const release = await context.stage.releases.resolve(step.release)
  const asBefore = await sameArtifact(release, context)
  for (const without of turns(step.trial, trial)) {
    context.signal.throwIfAborted()
    const { set, withinMs, expect } = step.trial
    const seen = await trial.boot(release, { set, without, withinMs }, context.signal)
    find(context, findingOf(release, expect, { set, without, withinMs }, seen))
  }
  if (step.trial.without === 'each-required' && trial.required.length === 0) {
    find(context, {
      what: `without any of its required variables ${release.version} does not boot`,
      holds: null,
      evidence: ['the configuration names no variable as `required`'],
    })
  }
  if (release.digest !== null) await findArtifact(release, asBefore, context)
  return 'done'
}

/** Throws `capability-missing`. */
export function trialOf({ stage }: Pick<StepContext, 'stage'>): Trial {
  const { trial } = stage.target
  if (trial) return trial
  throw new FiredrillError('capability-missing', 'This target cannot start a release beside the app.', {
    hint: 'Use a target with the trial capability.',
  })
}

/** What is left out, one boot after the other. */
function turns({ without }: BootTrial, { required }: Trial): readonly (readonly string[])[] {
  return without === 'each-required' ? required.map((name) => [name]) : [without]
}

function findingOf(release: Release, expect: BootTrial['expect'], change: Change, seen: TrialSeen): Finding {
  switch (expect.kind) {
    case 'names':
      return namesIt(release, change, seen)
    case 'shows':
      return showsIt(release, expect.values, seen)
    case 'unready':
      return staysUnready(release, seen)
  }
}

interface Change {
  set: Readonly<Record<string, string>>
  without: readonly string[]
  withinMs: number
}

/** It ends by itself, and says which variable is to blame. */
function namesIt({ version }: Release, { set, without, withinMs }: Change, seen: TrialSeen): Finding {
  const names = [...without, ...Object.keys(set)]
  const said = seen.lastLines.join('\n')
  const named = names.filter((name) => isWordOf(said, name))
  const inTime = seen.outcome !== 'ended' || seen.tookMs <= withinMs
  const changes = [
    ...(without.length === 0 ? [] : [`without ${without.join(', ')}`]),
    ...(Object.keys(set).length === 0 ? [] : [`with a bad ${Object.keys(set).join(', ')}`]),
  ]
  return {
    what: `${changes.join(' and ')} ${version} does not boot and names ${names.join(', ')}`,
    // The look that is under way when the time is over is waited for: an end that it shows came too late.
    holds: endedBadly(seen) && inTime && named.length === names.length,
    evidence: [
      inTime ? how(seen) : `${how(seen)}, too late: within ${formatMs(withinMs)} is required`,
      `named: ${named.join(', ') || 'none of them'}`,
      ...shown(seen),
    ],
  }
}

/** Not as a part of a longer name. */
function isWordOf(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text.charAt(at - 1)} ${text.charAt(at + name.length)}`
    if (!/\w/.test(around)) return true
  }
  return false
}

/** It gets ready, and what it says of itself has the given values. */
function showsIt({ version }: Release, values: Readonly<Record<string, string>>, seen: TrialSeen): Finding {
  const ready = seen.outcome === 'ready'
  const differing = Object.entries(values).filter(([path, value]) => saidAt(seen.said, path) !== value)
  const wanted = Object.entries(values).map(([path, value]) => `${path} = ${value}`)
  const shownInstead = differing.map(
    ([path]) => `it shows ${path} = ${saidAt(seen.said, path) ?? '(nothing)'}`,
  )
  return {
    what: `${version} boots and shows ${wanted.join(', ')}`,
    holds: ready && differing.length === 0,
    evidence: [how(seen), ...(ready ? shownInstead : shown(seen))],
  }
}

/** It lives for the whole time, and does not get ready. */
function staysUnready({ version }: Release, seen: TrialSeen): Finding {
  return {
    what: `${version} lives and does not get ready`,
    holds: seen.outcome === 'neither',
    // What one that lives has written is long, and explains nothing.
    evidence: [how(seen), ...(seen.outcome === 'ended' ? shown(seen) : [])],
  }
}

function endedBadly({ outcome, exitCode }: TrialSeen): boolean {
  return outcome === 'ended' && exitCode !== null && exitCode !== 0
}

function how({ outcome, exitCode, signal, tookMs }: TrialSeen): string {
  const after = `after ${formatMs(tookMs)}`
  if (outcome === 'ready') return `ready ${after}`
  if (outcome === 'neither') return `neither ready nor ended ${after}`
  return signal === null ? `ended with exit code ${exitCode} ${after}` : `ended by ${signal} ${after}`
}

function shown({ lastLines }: TrialSeen): string[] {
  return lastLines.slice(-LINES_SHOWN)
}

/** A value within what was said, by its path: `configuration.LOG_LEVEL`. */
function saidAt(said: unknown, path: string): string | null {
  let at: unknown = said
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null
    at = (at as Record<string, unknown>)[key]
  }
  return typeof at === 'object' ? JSON.stringify(at) : String(at)
}

/** Is the artifact still the one that was found first? Null: that cannot be told. */
async function sameArtifact(release: Release, { stage }: StepContext): Promise<boolean | null> {
  const { deploy } = stage.target
  if (!deploy || release.digest === null) return null
  const findings = await deploy.verify(release)
  return findings.every(({ code }) => code !== 'digest-mismatch')
}

async function findArtifact(release: Release, before: boolean | null, context: StepContext): Promise<void> {
  const after = await sameArtifact(release, context)
  find(context, {
    what: `the artifact of ${release.version} is the same before and after`,
    holds: before === null || after === null ? null : before && after,
    evidence: [`digest ${release.digest}`],
  })
}
