/** The target that a runbook is about, and what the configuration would run on it. */
import { join } from 'node:path'
import { describeStep } from '../../drill/describe.ts'
import type { Step } from '../../drill/model.ts'
import { visits } from '../../drill/walk.ts'
import { faults } from '../../fault/map.ts'
import { ownRedaction } from '../../redact/process.ts'
import { neededLinks } from '../../run/needed-links.ts'
import { plannedCommands } from '../../run/planned-commands.ts'
import { withoutValues } from '../../runbook/typed.ts'
import type { PlannedCommand, Target } from '../../target/target.ts'
import { openTarget } from '../choose.ts'
import { openProject, type Project } from '../project.ts'
import { type Written, writtenFor } from './written.ts'

export interface Place {
  target: string
  environment: string | null
}

export interface RunbookProject {
  project: Project
  target: Target
  place: Place
  written: Written
  /** Are there programs of the project's own? */
  hasPrograms: boolean
}

/** Variables that are not set do not matter: nothing is started. Throws as for any command. */
export async function openPlace(place: Place): Promise<RunbookProject> {
  const env = place.environment === null ? {} : { env: place.environment }
  const project = await openProject({ ...env, allowMissingEnv: true })
  const { target } = await openTarget(project, place.target)
  const { host, loaded } = project
  const hasPrograms = await host.files.exists(join(loaded.root, 'node_modules', '.bin'))
  return { project, target, place, written: writtenFor(loaded, place.target), hasPrograms }
}

export interface StepPlan {
  /** Of all steps, in their order. */
  planned: PlannedCommand[]
  /** Of each that rolls back. */
  rollbackPlans: PlannedCommand[][]
}

/** The commands of the steps, as a record tells them; how the app is started is no part of a deploy. */
export function stepCommands(
  steps: readonly Step[],
  { target, written }: Pick<RunbookProject, 'target' | 'written'>,
): StepPlan {
  const all = plannedCommands(steps, target, neededLinks(steps, faults)).filter(
    ({ step }) => step !== 'start',
  )
  const backs = new Set(
    [...visits(steps)].flatMap(({ step }) => (step.kind === 'rollback' ? [describeStep(step)] : [])),
  )
  const told = all.map(({ step, commands }) => ({
    step,
    commands: ownRedaction.deep(commands).map(({ what, command }) => ({
      what,
      command: withoutValues(command, written.fromEnvironment),
    })),
  }))
  return {
    planned: told.flatMap(({ commands }) => commands),
    rollbackPlans: told.filter(({ step }) => backs.has(step)).map(({ commands }) => commands),
  }
}

/** As it is typed: `--env staging`. */
export function placeWords({ target, environment }: Place): string[] {
  return environment === null ? ['--target', target] : ['--env', environment, '--target', target]
}
