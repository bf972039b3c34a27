/** What symbolic references stand for, in words. */
import type { Breakage, InstanceRef, InstancesRef, ReleaseRef, VictimRef } from '../model.ts'
import { exactMs, percent } from './values.ts'

/** `one instance (picked by the seed)`, `web-1`. */
export function describeInstance(ref: InstanceRef): string {
  switch (ref.ref) {
    case 'any':
      return 'one instance (picked by the seed)'
    case 'named':
      return ref.name
    case 'victim':
      return 'the victim of the latest fault'
    case 'it':
      return 'the instance that each() is at'
    case 'serving':
      return `an instance that serves ${describeRelease(ref.release)} (picked by the seed)`
  }
}

export function describeInstances(ref: InstancesRef): string {
  return ref.ref === 'all' ? 'all instances' : ref.names.join(', ')
}

export function describeVictim(ref: VictimRef): string {
  return ref.ref === 'service' ? `service ${ref.name}` : describeInstance(ref)
}

/** `the next release`, `release 1.1.0`, `the current release, made to fail 5 % of requests`. */
export function describeRelease(ref: ReleaseRef): string {
  switch (ref.ref) {
    case 'current':
      return 'the current release'
    case 'next':
      return 'the next release'
    case 'previous':
      return 'the release before'
    case 'version':
      return `release ${ref.version}`
    case 'broken':
      return `${describeRelease(ref.of)}, made ${describeBreakage(ref.how)}`
  }
}

function describeBreakage(how: Breakage): string {
  switch (how.kind) {
    case 'exits':
      return 'to exit at its start'
    case 'never-ready':
      return 'never to get ready'
    case 'slow':
      return `to answer ${percent(how.share)} of requests ${exactMs(how.byMs)} late`
    case 'failing':
      return `to fail ${percent(how.share)} of requests`
  }
}
