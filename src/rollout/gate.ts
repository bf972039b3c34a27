/** The release gate: what must hold before anything is switched. It reads only. */
import { FiredrillError } from '../errors.ts'
import type { Deploy, Release, RunningTarget } from '../target/target.ts'
import { anyPending, destructivePending, type Hindrance } from './pending.ts'

export interface GateContext {
  target: Pick<RunningTarget, 'instances' | 'migrations'>
  deploy: Pick<Deploy, 'find' | 'verify'>
  /** What serves now, and what is to serve. */
  from: Release
  to: Release
}

/** Everything that stands against it, the gravest first; none: it may be shipped. */
export async function checkGate(context: GateContext): Promise<Hindrance[]> {
  return [
    ...(await context.deploy.verify(context.to)),
    ...(await previousHindrances(context)),
    ...(await migrationHindrances(context)),
    ...(await healthHindrances(context)),
  ]
}

/** A release that cannot be found again cannot be rolled back to. */
async function previousHindrances({ deploy, from }: GateContext): Promise<Hindrance[]> {
  try {
    const found = await deploy.find(from.version)
    if (found.digest === from.digest) return []
    const reason = `${from.version}, which serves now, is not what it was when it was started: its digest was ${from.digest} and is ${found.digest}.`
    return [{ code: 'previous-missing', reason, hint: 'Build it again from the same sources.' }]
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'release-missing') throw error
    const reason = `${from.version}, which serves now, could not be rolled back to: ${error.message}`
    return [{ code: 'previous-missing', reason, hint: error.hint }]
  }
}

async function migrationHindrances({ target: { migrations }, to }: GateContext): Promise<Hindrance[]> {
  if (!migrations) return []
  try {
    const { pending } = await migrations.status(to)
    return [destructivePending(to, pending), anyPending(to, pending)].filter((found) => found !== null)
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'command-failed') throw error
    const reason = `It could not be told which migrations ${to.version} needs: ${error.message}`
    return [{ code: 'command-failed', reason, hint: error.hint }]
  }
}

async function healthHindrances({ target }: GateContext): Promise<Hindrance[]> {
  const instances = await target.instances()
  const unready = instances.filter(({ ready }) => !ready).map(({ name }) => name)
  if (unready.length === 0) return []
  const reason = `${unready.join(', ')} of ${instances.length} instances ${unready.length === 1 ? 'is' : 'are'} not ready.`
  return [
    { code: 'too-few-healthy', reason, hint: 'Make every instance ready before another release is shipped.' },
  ]
}
