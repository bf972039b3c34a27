/** A lost node: SIGKILL to everything of the instance, which stays down until the fault ends. */
import { isElsewhere } from '../host/engine/elsewhere.ts'
import { knockWords } from '../host/knock.ts'
import { portOf } from '../host/port-of.ts'
import type { InstanceIdentity, Victim } from '../target/target.ts'
import type { Fault, FaultContext, FaultEvidence } from './fault.ts'
import { identityOf, nameIdentity, sameStart } from './same-identity.ts'
import { lifecycleOf, notAsked, nowOf, victimOf } from './victim.ts'

const ASK_TIMEOUT_MS = 500

export const kill: Fault = {
  kind: 'kill',
  needs: ['lifecycle'],
  describe: (instance) => `kill ${instance}`,
  async intend({ target, victim }) {
    const up = victimOf(victim)
    return { fault: 'kill', victim: up, args: {}, undo: lifecycleOf(target).killUndo(up) }
  },
  inject: ({ target }, { victim }) => lifecycleOf(target).kill(victim),
  async landed(context, { victim }) {
    const was = identityOf(victim.identity)
    const [identity, port] = await Promise.all([
      identityGone(context, victim.name, was),
      portGone(context, victim, was),
    ])
    return { seen: identity.seen && port.seen, what: [...identity.what, ...port.what] }
  },
  async heal(context, intent) {
    const { target } = context
    const { victim } = intent
    const was = identityOf(victim.identity)
    const before = await nowOf(target, victim.name)
    if (before.identity === null) await lifecycleOf(target).start(victim.name)
    const now = await nowOf(target, victim.name)
    if (now.identity === null) return { seen: false, what: [`${victim.name} is down`] }
    if (sameStart(now.identity, was))
      return { seen: false, what: [`${victim.name} is still ${nameIdentity(was)}: it was never gone`] }
    const readiness = now.ready ? 'ready' : 'not ready'
    return {
      seen: now.ready,
      what: [`${victim.name} is back as ${nameIdentity(now.identity)}`, `it is ${readiness}`],
    }
  },
}

async function identityGone(
  { target }: FaultContext,
  name: string,
  was: InstanceIdentity,
): Promise<FaultEvidence> {
  const { identity } = await nowOf(target, name)
  const lost = nameIdentity(was)
  if (identity === null) return { seen: true, what: [`${lost} is gone: nothing of ${name} is left`] }
  if (sameStart(identity, was)) return { seen: false, what: [`${name} is still ${lost}`] }
  return { seen: true, what: [`${lost} is gone: ${name} is ${nameIdentity(identity)} now`] }
}

/** The instance's own port, past the edge: nobody takes connections there, or somebody else answers. */
async function portGone(
  { net, target }: FaultContext,
  { name, url }: Victim,
  was: InstanceIdentity,
): Promise<FaultEvidence> {
  if (url === null) return { seen: true, what: [notAsked(name)] }
  const { host, hostname } = new URL(url)
  const { status, error } = await net.request(url, { timeoutMs: ASK_TIMEOUT_MS })
  if (error === 'ECONNREFUSED') return { seen: true, what: [`${host} refuses connections`] }
  if (status === null) {
    const knocked = await net.knock(hostname, portOf(url), ASK_TIMEOUT_MS)
    if (knocked === 'accepted') return { seen: false, what: [`${host} does not answer (${error})`] }
    // A filter on the way to another machine may drop what comes to a port that nobody listens on. Here it is a full queue.
    const seen = knocked === 'refused' || isElsewhere(url)
    return { seen, what: [`${host} ${knockWords(knocked, ASK_TIMEOUT_MS)}`] }
  }
  const now = identityOf((await nowOf(target, name)).identity)
  const { bootId } = now
  if (bootId !== null && was.bootId !== null && bootId !== was.bootId && !sameStart(now, was))
    return { seen: true, what: [`${host} answers with another boot id: ${bootId}`] }
  return { seen: false, what: [`${host} still answers (${status})`] }
}
