/** A lost dependency: a service is ended, or hangs, and is given back at the end with the data that it had. */
import { FiredrillError } from '../errors.ts'
import type { ServiceLoss } from '../target/target.ts'
import type { Fault, FaultIntent } from './fault.ts'
import { identityOf, nameIdentity, sameIdentity } from './same-identity.ts'
import { servicesOf, victimOf } from './victim.ts'

const WAYS: readonly ServiceLoss[] = ['stopped', 'hang']

export const loss: Fault = {
  kind: 'loss',
  needs: ['services'],
  describe: (service) => `lose ${service}`,
  async intend({ target, victim, args }) {
    const as = WAYS.find((way) => way === (args.as ?? 'stopped'))
    if (as === undefined) {
      throw new FiredrillError('drill-invalid', `A service cannot be lost as ${JSON.stringify(args.as)}.`, {
        hint: `Name one of ${WAYS.map((way) => `'${way}'`).join(', ')}.`,
      })
    }
    const up = victimOf(victim)
    return { fault: 'loss', victim: up, args: { as }, undo: servicesOf(target).lossUndo(up, as) }
  },
  inject: ({ target }, intent) => servicesOf(target).lose(intent.victim.name, wayOf(intent)),
  landed: ({ target }, intent) => servicesOf(target).isLost(intent.victim.name, wayOf(intent)),
  async heal({ target }, intent) {
    const { name, identity } = intent.victim
    const services = servicesOf(target)
    const seen = await services.giveBack(name)
    const now = await services.seen(name)
    if (now.identity === null) return { seen: false, what: [`${name} is down`] }
    const was = identityOf(identity)
    // One that was ended and is still the same never was: whatever was seen meanwhile was not this fault.
    if (wayOf(intent) === 'stopped' && sameIdentity(now.identity, was))
      return { seen: false, what: [`${name} is still ${nameIdentity(was)}: it was never gone`] }
    const lost = await services.isLost(name, wayOf(intent))
    if (lost.seen) return { seen: false, what: lost.what }
    return { seen: true, what: [`${name} is back as ${nameIdentity(now.identity)}`, ...seen] }
  },
}

function wayOf({ args }: FaultIntent): ServiceLoss {
  return args.as === 'hang' ? 'hang' : 'stopped'
}
