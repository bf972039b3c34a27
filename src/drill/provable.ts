/** By what an objective can be proven at 95 %, if it can: for `--strict`, which takes nothing less. */
import type { Objective } from './objective.ts'

export type Proof =
  /** They stand for all requests like them: enough of them prove it. */
  | { by: 'requests' }
  /** Only what happened in the window is claimed, and it was watched as a whole: there is no sampling error. */
  | { by: 'watching' }
  /** `why`: a sentence. */
  | { by: 'nothing'; why: string }

const WATCHING: Proof = { by: 'watching' }

export function proofOf(objective: Objective): Proof {
  const { indicator } = objective
  switch (indicator.kind) {
    case 'uptime':
      return indicator.by === 'time' ? WATCHING : byRequests(objective)
    case 'latency':
    case 'errors':
    case 'check':
      return byRequests(objective)
    case 'failure-latency':
      return no('How long a failed request takes is shown by nothing but one that fails.')
    case 'ready-instances':
      return no('The instances are looked at five times a second: a shorter lack could have been missed.')
    case 'metric':
    case 'probe':
    case 'custom':
      return no('No confidence bound is known for this indicator.')
    case 'interruption':
    case 'recovery':
    case 'failures':
    case 'writes':
    case 'jobs':
    case 'detection':
    case 'rollback-time':
    case 'deploy-time':
    case 'false-ready':
    case 'unhealthy':
    case 'boot-time':
    case 'deaths':
      return WATCHING
  }
}

function byRequests(objective: Objective): Proof {
  return claimsAll(objective)
    ? no(
        'No number of requests proves that none at all fails; failures().atMost(0) claims it of this window.',
      )
    : { by: 'requests' }
}

function claimsAll({ indicator, bound }: Objective): boolean {
  if (bound.op === 'notWorseThan') return false
  return indicator.kind === 'errors'
    ? bound.op === 'atMost' && bound.value === 0
    : indicator.kind !== 'latency' && bound.op === 'atLeast' && bound.value === 1
}

function no(why: string): Proof {
  return { by: 'nothing', why }
}
