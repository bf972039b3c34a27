import type { PlannedCommand } from '../../target/target.ts'
import { commandsIn, type Making, stepsOf, untriedSteps } from '../commands.ts'
import { type Chosen, hasPassed, type Rehearsal, type Today } from '../rehearsal.ts'
import type { Missing, Part, RunbookStep } from '../runbook.ts'
import { unrehearsed } from './missing.ts'

/** Which version is shipped, which is brought back, and how the one that is shipped is made. */
export function build(chosen: Chosen, making: Making): Part {
  const { today } = making
  const part: Part = {
    key: 'build',
    title: 'Build and version',
    notes: [],
    points: versions(chosen, making),
    steps: [],
    missing: [],
  }
  const next = today.releases?.next ?? null
  if (next === null)
    return {
      ...part,
      missing: [{ what: 'The configuration names no release to be shipped (release.next).', rehearse: [] }],
    }
  const { rollout } = chosen
  const built = hasPassed(rollout) ? builtIn(rollout, next, making) : []
  if (built.length > 0) return { ...part, steps: built }
  return {
    ...part,
    steps: fromConfiguration(rollout, next, making),
    missing: [unbuilt(chosen, next, today)],
  }
}

function unbuilt(chosen: Chosen, next: string, today: Today): Missing {
  const { rollout } = chosen
  const what = `How ${next} is built`
  if (!hasPassed(rollout)) return unrehearsed(what, 'rollout', chosen, today)
  const why = plannedBuild(rollout, next)
    ? `in ${rollout.verdict.id} it was there already`
    : 'the target builds nothing (release.build)'
  return { what: `${what} was not rehearsed: ${why}.`, rehearse: [] }
}

function builtIn(rehearsal: Rehearsal, next: string, making: Making): RunbookStep[] {
  const all = commandsIn(rehearsal, { fromMs: 0, toMs: Number.POSITIVE_INFINITY })
  const builds = all.filter(({ kind, what }) => kind === 'build' && what === `build release ${next}`)
  const digest = digestOf(rehearsal, next)
  return stepsOf(builds, rehearsal, making).map((step) => ({
    ...step,
    expect: [...step.expect, ...(digest === null ? [] : [`its digest was ${digest}`])],
  }))
}

/** What would build it, and was not tried. */
function fromConfiguration(rollout: Chosen['rollout'], next: string, { today }: Making): RunbookStep[] {
  const what = `Build release ${next}`
  const planned = hasPassed(rollout) ? plannedBuild(rollout, next) : undefined
  if (planned) return untriedSteps([{ ...planned, what }], today)
  const untried = { what, variables: [], standIns: [], expect: [], tookMs: null, run: null }
  return today.build === null ? [] : [{ ...untried, command: today.build }]
}

/** `build release 1.1` is not that of 1.1.0; a target may add a remark. */
function plannedBuild({ planned }: Rehearsal, version: string): PlannedCommand | undefined {
  const what = `build release ${version}`
  return planned.find((each) => each.what.startsWith(what) && /^(,|$)/.test(each.what.slice(what.length)))
}

function versions(chosen: Chosen, { today: { releases } }: Making): string[] {
  if (releases === null) return []
  const rehearsal = [chosen.rollout, chosen.rollback].find(hasPassed)
  const digest = (version: string): string => {
    const found = rehearsal ? digestOf(rehearsal, version) : null
    return found === null ? '' : `, ${found}`
  }
  const { current, next } = releases
  return [
    `${current} serves before, and is what is brought back${digest(current)}`,
    ...(next === null ? [] : [`${next} is what is shipped${digest(next)}`]),
  ]
}

function digestOf({ events }: Rehearsal, version: string): string | null {
  const found = events.findLast((event) => event.type === 'release' && event.release.version === version)
  return found?.type === 'release' ? found.release.digest : null
}
