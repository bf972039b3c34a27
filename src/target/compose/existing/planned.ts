/** What will be run for a step on a project that runs already. Nothing is brought up, and nothing is built. */
import type { Redact } from '../../app/redact.ts'
import type { PlannedCommand, PlannedStep } from '../../target.ts'
import { plannedCommands } from '../planned.ts'
import { dockerEnv } from './engine.ts'
import { asComposeOptions, type ExistingOptions } from './options.ts'

export function plannedExisting(
  options: ExistingOptions,
  root: string,
  redact: Redact,
): (step: PlannedStep) => PlannedCommand[] {
  const env = dockerEnv(options)
  const composeOptions = { ...asComposeOptions(options), env: { ...options.env, ...env } }
  const planned = plannedCommands(composeOptions, root, redact, { project: options.project, dockerEnv: env })
  return (step) => (step.kind === 'start-all' ? [] : planned(step))
}
