/** Does the harness heal anything in a drill? What an app's own supervisor, a rollout or nobody brings back, it does not. */
import type { FaultStep, InstanceRef, ResolvedDrill } from '../drill/model.ts'
import { visits } from '../drill/walk.ts'

/** False: heals that do nothing would change nothing. */
export function healsAnything({ steps }: Pick<ResolvedDrill, 'steps'>): boolean {
  const all = [...visits(steps)].map(({ step }) => step)
  const kills = all.filter((step): step is FaultStep => step.kind === 'fault' && step.fault === 'kill')
  let latest: FaultStep | null = null
  for (const step of all) {
    if (step.kind === 'during' && step.fault.fault !== 'crash') return true
    if (step.kind === 'fault') {
      if (!staysAway(step)) return true
      latest = step
    }
    if (step.kind !== 'start') continue
    // Of a crash, a start waits for the app's own supervisor.
    const started = step.instance.ref === 'victim' ? (latest === null ? [] : [latest]) : kills
    if (started.some((fault) => isKillOf(fault, step.instance))) return true
  }
  return false
}

/** What is down needs no undo: it ends with the run. All else is undone at its end. */
function staysAway({ fault, args }: FaultStep): boolean {
  return fault === 'kill' || fault === 'crash' || (fault === 'loss' && args.as === 'stopped')
}

/** As far as can be told before the run: which one the seed picks is not known. */
function isKillOf({ fault, victim }: FaultStep, started: InstanceRef): boolean {
  if (fault !== 'kill') return false
  if (victim.ref !== 'named' || started.ref !== 'named') return true
  return victim.name === started.name
}
