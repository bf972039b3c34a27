/** A node that is cut off: it runs on, but is on no network; nobody reaches it, and it reaches nobody. */
import { FiredrillError } from '../errors.ts'
import type { Networks, RunningTarget } from '../target/target.ts'
import type { Fault, FaultEvidence, FaultIntent } from './fault.ts'
import { identityOf, nameIdentity, sameStart } from './same-identity.ts'
import { networkOf, notAsked, nowOf, victimOf } from './victim.ts'

const ASK_TIMEOUT_MS = 500
const ANSWER_TIMEOUT_MS = 2000

export const disconnect: Fault = {
  kind: 'disconnect',
  needs: ['network'],
  describe: (instance) => `disconnect ${instance}`,
  async intend({ target, victim }) {
    const up = victimOf(victim)
    const network = networkOf(target)
    const from = await network.attached(up)
    if (Object.keys(from).length === 0)
      throw new FiredrillError('drill-invalid', `${up.name} is on no network: there is nothing to cut.`, {
        hint: 'Put it back on its network first.',
      })
    return {
      fault: 'disconnect',
      victim: up,
      args: { networks: from },
      undo: network.disconnectUndo(up, from),
    }
  },
  inject: ({ target }, { victim }) => networkOf(target).disconnect(victim),
  async landed({ target, net }, { victim }): Promise<FaultEvidence> {
    const { name, url } = victim
    const on = Object.keys(await networkOf(target).attached(victim))
    if (on.length > 0) return { seen: false, what: [`${name} is on ${on.join(', ')}`] }
    const off = `${name} is on no network`
    const runs = await stillRuns(target, victim)
    if (!runs.seen) return { seen: false, what: [off, ...runs.what] }
    if (url === null) return { seen: true, what: [off, notAsked(name), ...runs.what] }
    const { host } = new URL(url)
    const { status, error } = await net.request(url, { timeoutMs: ASK_TIMEOUT_MS })
    if (status !== null)
      return { seen: false, what: [off, ...runs.what, `${host} still answers (${status})`] }
    const silent = error === 'ECONNREFUSED' ? 'refuses connections' : `does not answer (${error})`
    return { seen: true, what: [off, `${host} ${silent}`, ...runs.what] }
  },
  async heal({ target, net }, intent) {
    const { victim } = intent
    const { name } = victim
    const was = networksOf(intent)
    await networkOf(target).reconnect(victim, was)
    const on = await networkOf(target).attached(victim)
    const lacking = Object.keys(was).filter((network) => !hasNames(on[network], was[network]))
    if (lacking.length > 0)
      return { seen: false, what: [`${name} is not on ${lacking.join(', ')} as it was`] }
    const back = `${name} is back on ${Object.entries(on).map(named).join(', ')}`
    const runs = await stillRuns(target, victim)
    // A port that the engine chose may be another one by now.
    const { url } = await nowOf(target, name)
    if (url === null) return { seen: true, what: [back, notAsked(name), ...runs.what] }
    const { host } = new URL(url)
    const { status, error } = await net.request(url, { timeoutMs: ANSWER_TIMEOUT_MS })
    if (status === null) return { seen: false, what: [back, `${host} does not answer (${error})`] }
    // One that ended while it was cut off, and was started again, is healed; that it ended is seen elsewhere.
    return { seen: true, what: [back, `${host} answers (${status})`, ...runs.what] }
  },
}

async function stillRuns(
  target: RunningTarget,
  { name, identity }: FaultIntent['victim'],
): Promise<FaultEvidence> {
  const was = identityOf(identity)
  const now = (await nowOf(target, name)).identity
  if (now === null) return { seen: false, what: [`${name} is down: ${nameIdentity(was)} is gone`] }
  const same = sameStart(now, was)
  return { seen: same, what: [same ? `it is still ${nameIdentity(was)}` : `it is ${nameIdentity(now)} now`] }
}

function hasNames(now: Networks[string] | undefined, was: Networks[string] | undefined): boolean {
  return now !== undefined && (was?.aliases ?? []).every((alias) => now.aliases.includes(alias))
}

function named([network, { aliases }]: [string, Networks[string]]): string {
  return aliases.length === 0 ? network : `${network} as ${aliases.join(', ')}`
}

function networksOf({ args }: FaultIntent): Networks {
  return args.networks as unknown as Networks
}
