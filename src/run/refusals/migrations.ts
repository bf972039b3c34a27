import type { Step } from '../../drill/model.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** A schema that would stay moved. Where none can be moved, the missing capability says so. */
export function migrationRefusals(step: Step, { target }: RefusalContext): Refusal[] {
  if (step.kind !== 'migrate' || !target.noWayBack || !target.capabilities.includes('migrations')) return []
  return [
    {
      code: 'capability-missing',
      reason: `${step.place}: the schema outlives the run, and nothing is configured that moves it back at the end.`,
      hint: 'Give the command as `migrations.down` on the target, or leave the step out (the drills that come with firedrill: --set migrate=false).',
    },
  ]
}
