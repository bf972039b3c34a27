/** Reasons why a drill could not be run on a project that is there already, found without changing anything. */
import { FiredrillError } from '../../../errors.ts'
import type { Host } from '../../../host/host.ts'
import { strategyOf } from '../../app/strategy.ts'
import type { Finding, Refusal } from '../../target.ts'
import { drainTooLong } from '../check.ts'
import { keeperFindings } from '../keeper-findings.ts'
import { leaseSettings } from '../lease-options.ts'
import { keepersLeft } from '../leftovers.ts'
import { openEngine } from './engine.ts'
import { asComposeOptions, type ExistingOptions } from './options.ts'
import { lookAtProject, projectOf, readLines, scaledRefusals, seenRefusals } from './seen.ts'

export async function checkExisting(options: ExistingOptions, host: Host): Promise<Refusal[]> {
  const strategies = strategyRefusals(options)
  try {
    const engine = await openEngine(options, host)
    const seen = await lookAtProject(options, engine)
    return [
      ...strategies,
      ...(await scaledRefusals(options, engine)),
      ...seenRefusals(options, engine, seen),
      ...drainTooLong(asComposeOptions(options), projectOf(options, seen)),
    ]
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'engine-unreachable') throw error
    return [...strategies, { code: 'engine-unreachable', reason: error.message, hint: error.hint }]
  }
}

/** For `doctor`: what is read of the project, and what stands against a drill on it. */
export async function examineExisting(options: ExistingOptions, host: Host): Promise<Finding[]> {
  const refusals = await checkExisting(options, host)
  const wrong = refusals.map(({ reason, hint }) => ({ good: false, what: reason, hint }))
  if (refusals.some(({ code }) => code === 'engine-unreachable')) return wrong
  const engine = await openEngine(options, host)
  const lines = readLines(options, engine, await lookAtProject(options, engine))
  return [
    ...lines.map((what) => ({ good: true, what, hint: '' })),
    ...(await keeperFindings(leaseSettings(options.lease), engine)),
    ...(await keepersLeft(engine, host)),
    ...wrong,
  ]
}

/** What is brought up from files here may differ from what was brought up there: by an `.env`, by a branch. */
function strategyRefusals({ release, deploy }: ExistingOptions): Refusal[] {
  if (deploy === undefined || 'run' in deploy) return []
  return [
    {
      code: 'plan-refused',
      reason: `The strategy ${strategyOf({ release: release ?? {}, deploy })?.kind} would bring up containers from Compose files of this checkout, and a project that runs already may have been made from others.`,
      hint: 'Deploy it by your own commands: deploy: { run, rollback }.',
    },
  ]
}
