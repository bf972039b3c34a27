/** How a rollout that could not go on ends: as a refusal with a code, as cancelled, or as an error. */
import type { RefusedCode } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { RolloutContext, Shipped } from './rollout.ts'

export interface RefusalSeen {
  code: RefusedCode
  detail: string
}

/** What says that the release, or the way it is shipped, is bad; null: anything else, which is an error. */
export function refusalOf(error: unknown): RefusalSeen | null {
  if (!(error instanceof FiredrillError)) return null
  const { code } = error
  if (code !== 'start-failed' && code !== 'never-ready' && code !== 'command-failed') return null
  return { code, detail: `${error.message} ${error.hint}` }
}

/** Whatever is thrown once the signal is aborted is how the work came to its end, and no error. */
export async function unlessCancelled(
  { signal }: Pick<RolloutContext, 'signal'>,
  ship: () => Promise<Shipped>,
): Promise<Shipped> {
  try {
    return await ship()
  } catch (error) {
    if (signal.aborted) return { outcome: 'cancelled' }
    throw error
  }
}

/**
 * Ships; when what is shipped turns out to be bad, reports the decision, lets `putBack` bring back what served before,
 * and ends refused. Where nothing was touched there is nothing to decide.
 */
export async function puttingBack(
  context: RolloutContext,
  ship: () => Promise<void>,
  putBack: () => Promise<void>,
  isUntouched: () => Promise<boolean> = async () => false,
): Promise<Shipped> {
  try {
    await ship()
    return { outcome: 'deployed' }
  } catch (error) {
    const refusal = context.signal.aborted ? null : refusalOf(error)
    if (refusal === null) throw error
    if (await isUntouched()) {
      context.report.nothingToTakeBack()
      return { outcome: 'refused', ...refusal, detail: `${refusal.detail} Nothing had to be rolled back.` }
    }
    return await putBackFor(context, refusal, putBack)
  }
}

/** Where even that cannot be done, the refusal says so, and nobody is told that it was. */
export async function putBackFor(
  { report, from, signal }: Pick<RolloutContext, 'report' | 'from' | 'signal'>,
  refusal: RefusalSeen,
  putBack: () => Promise<void>,
): Promise<Shipped> {
  report.decidedRollback(`${refusal.code}: ${refusal.detail}`, from)
  report.startedRollback()
  try {
    await putBack()
  } catch (error) {
    const more = signal.aborted ? null : refusalOf(error)
    if (more === null) throw error
    const detail = `${refusal.detail} And ${from.version} could not be brought back: ${more.detail}`
    return { outcome: 'refused', code: more.code, detail }
  }
  report.actedRollback()
  return { outcome: 'refused', ...refusal }
}
