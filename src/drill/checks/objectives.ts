/** Objectives name windows that exist, can have a value where they are judged, and there is at least one. */
import { describeObjective } from '../describe.ts'
import { longEnoughHold, objectivesIn } from '../long-enough.ts'
import type { ResolvedDrill, Step } from '../model.ts'
import { lackOf } from '../needs.ts'
import type { Objective } from '../objective.ts'
import { mistake } from '../place.ts'
import { allObjectives } from '../references.ts'
import { phasesOf, visits } from '../walk.ts'

export function checkObjectives(drill: ResolvedDrill): void {
  for (const objective of allObjectives(drill)) checkWindow(drill, objective)
  for (const { phase } of phasesOf(drill)) {
    for (const objective of objectivesIn(phase, drill)) {
      checkNeed(objective, `phase "${phase.name}"`, phase.steps)
    }
    checkSelf(phase.expect, phase.name)
    checkTwice([...(phase.inherit ? drill.expect : []), ...phase.expect])
  }
  for (const objective of allObjectives(drill).filter(({ over }) => over === 'run')) {
    checkNeed(objective, 'the run', drill.steps)
  }
  checkMidDrill(drill)
  checkLongEnough(drill)
  checkCanFail(drill)
}

/** A phase in `each` has one window for each instance; which ones there are is known only to the target. */
function checkWindow(drill: ResolvedDrill, { bound, place }: Objective): void {
  if (bound.op !== 'notWorseThan') return
  const windows = phasesOf(drill).map(({ phase, within }) => ({
    name: phase.name,
    looped: within.length > 0,
  }))
  const [, name = bound.window, loop] = /^(.*)\[(.+)\]$/.exec(bound.window) ?? []
  const found = windows.find((window) => window.name === name)
  if (found && found.looped === (loop !== undefined)) return
  if (found?.looped) {
    throw mistake(
      place,
      `phase "${name}" has one window for each instance; "${bound.window}" names none of them.`,
      `Write '${name}[web-1]', with an instance's name.`,
    )
  }
  throw mistake(
    place,
    `no phase is called "${bound.window}", which notWorseThan() compares with.`,
    `The phases are ${windows.map((window) => window.name).join(', ')}.`,
  )
}

function checkNeed({ indicator, place }: Objective, where: string, steps: readonly Step[]): void {
  const lack = lackOf(indicator, steps)
  if (lack === null) return
  throw mistake(
    place,
    `${lack.indicator} is judged in ${where}, ${lack.lacking}.`,
    `Give it to ${lack.belongsTo}, rather than to the drill.`,
  )
}

function checkSelf(own: readonly Objective[], phase: string): void {
  const self = own.find(({ bound }) => bound.op === 'notWorseThan' && bound.window === phase)
  if (self)
    throw mistake(
      self.place,
      `phase "${phase}" is compared with itself.`,
      'Name another phase, such as the baseline.',
    )
}

function checkTwice(objectives: readonly Objective[]): void {
  const seen = new Set<string>()
  for (const objective of objectives) {
    const text = describeObjective(objective)
    if (seen.has(text)) {
      throw mistake(objective.place, `"${text}" is said twice for the same window.`, 'Leave one of them out.')
    }
    seen.add(text)
  }
}

function checkMidDrill(drill: ResolvedDrill): void {
  for (const { step, phase } of visits(drill.steps)) {
    if (step.kind !== 'expect') continue
    checkNeed(step.objective, `phase "${phase?.name ?? ''}"`, phase?.steps ?? [])
    if (step.objective.over === 'window') continue
    throw mistake(
      step.place,
      "expect() is judged up to its moment; .over('run') has no meaning there.",
      'Put the objective into the expect list of the drill.',
    )
  }
}

function checkLongEnough(drill: ResolvedDrill): void {
  for (const { step, phase } of visits(drill.steps)) {
    if (step.kind !== 'hold-long-enough' || !phase) continue
    const hold = longEnoughHold(phase, drill, 0)
    if ('impossible' in hold) {
      throw mistake(step.place, `longEnough() cannot be worked out: ${hold.impossible}`, hold.hint)
    }
  }
}

function checkCanFail(drill: ResolvedDrill): void {
  const judged =
    phasesOf(drill).some(({ phase }) => objectivesIn(phase, drill).length > 0) ||
    allObjectives(drill).some(({ over }) => over === 'run') ||
    [...visits(drill.steps)].some(({ step }) => step.kind === 'expect')
  if (judged) return
  throw mistake(
    drill.file,
    `drill "${drill.name}" has no objective that is judged anywhere: it cannot fail.`,
    "Give it some: expect: [p95().below('150ms'), uptime().atLeast('99.9%')].",
  )
}
