/** A dead process: the one that serves dies by itself, and what supervises it has to bring it back; the harness does not. */
import { randomUUID } from 'node:crypto'
import type { Json } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { CrashWay, InstanceIdentity, RunningTarget, Victim } from '../target/target.ts'
import type { Fault, FaultEvidence, FaultIntent } from './fault.ts'
import { anotherProcess, identityOf, nameIdentity } from './same-identity.ts'
import { crashOf, nowOf, victimOf } from './victim.ts'

const ASK_TIMEOUT_MS = 500
const POLL_MS = 100
/** A supervisor that backs off may take its time; one that takes longer counts as none. */
const BACK_WITHIN_MS = 30_000

export const crash: Fault = {
  kind: 'crash',
  needs: ['crash'],
  describe: (instance) => `crash ${instance}`,
  async intend({ target, victim, args, interrupted }) {
    const by = args.by ?? 'abort'
    const { ways, crashUndo } = crashOf(target)
    if (!ways.some((way) => way === by)) {
      throw new FiredrillError('capability-missing', `The target cannot crash by ${JSON.stringify(by)}.`, {
        hint: `It can by ${ways.join(' or ')}. "request" needs the path that the app crashes on: crash: '/…'.`,
      })
    }
    const up = victimOf(victim)
    const undo = crashUndo?.(up) ?? { kind: 'covered', args: { by: `start ${up.name}` } }
    const beside = await processesBeside(target, up, interrupted)
    // Where it is the only one, nothing is said.
    const more = beside.length === 0 ? {} : { beside: beside as unknown as Json[] }
    return { fault: 'crash', victim: up, args: { by, requestId: requestIdFor(up), ...more }, undo }
  },
  inject: ({ target }, intent) => crashOf(target).crash(intent.victim, wayOf(intent), requestIdOf(intent)),
  async landed({ target, net }, intent) {
    const { name, url } = intent.victim
    const sent = wayOf(intent) === 'request' ? [`it crashed on the request ${requestIdOf(intent)}`] : []
    const asked = (evidence: FaultEvidence) =>
      evidence.seen ? { seen: true, what: [...evidence.what, ...sent] } : evidence
    const was = identityOf(intent.victim.identity)
    const { identity } = await nowOf(target, name)
    if (identity === null)
      return asked({ seen: true, what: [`${nameIdentity(was)} is gone: nothing of ${name} is left`] })
    if (anotherProcess(was, identity, besideOf(intent)))
      return asked({ seen: true, what: [`${name} is no longer ${nameIdentity(was)}`] })
    if (url === null) return { seen: false, what: [`${name} is still ${nameIdentity(was)}`] }
    const { host } = new URL(url)
    const { status, error } = await net.request(url, { timeoutMs: ASK_TIMEOUT_MS })
    if (error === 'ECONNREFUSED') return asked({ seen: true, what: [`${host} refuses connections`] })
    const answer = status === null ? `neither refuses nor answers (${error})` : `still answers (${status})`
    return { seen: false, what: [`${name} is still ${nameIdentity(was)}`, `${host} ${answer}`] }
  },
  /** Waits for the app's own supervisor. One that does not come back is said so, and left as it is. */
  async heal({ target, clock, interrupted }, intent) {
    const deadlineMs = clock.monoMs() + BACK_WITHIN_MS
    for (;;) {
      const evidence = await isBack(target, intent)
      if (evidence.seen || interrupted.aborted || clock.monoMs() >= deadlineMs) return evidence
      await clock.sleep(POLL_MS, interrupted).catch(() => undefined)
    }
  },
}

/** Without anybody new in so many looks for each that is known, it has no more: one of two is missed once in 256. */
const LOOKS = 8
/** More than any server has: one that tells another boot id each time has no end of them. */
const MOST = 64

/** Those that answer for the instance beside the one that was looked at: workers have a pid and a boot id each. */
async function processesBeside(
  target: RunningTarget,
  { name, identity }: Victim,
  interrupted: AbortSignal,
): Promise<InstanceIdentity[]> {
  const was = identityOf(identity)
  const beside: InstanceIdentity[] = []
  for (let looks = 0; looks < LOOKS * (1 + beside.length) && beside.length < MOST; looks++) {
    const now = (await nowOf(target, name)).identity
    if (interrupted.aborted) break
    if (now === null || !anotherProcess(was, now, beside)) continue
    beside.push(now)
    looks = -1
  }
  return beside
}

async function isBack(target: RunningTarget, intent: FaultIntent): Promise<FaultEvidence> {
  const { name, identity } = intent.victim
  const was = identityOf(identity)
  const now = await nowOf(target, name)
  if (now.identity === null) return { seen: false, what: [`${name} is down: nothing brought it back`] }
  if (!anotherProcess(was, now.identity, besideOf(intent)))
    return { seen: false, what: [`${name} is not seen to be another one than ${nameIdentity(was)}`] }
  const back = `${name} is back as ${nameIdentity(now.identity)}`
  return { seen: now.ready, what: [back, now.ready ? 'it is ready' : 'it is not ready'] }
}

function wayOf({ args }: FaultIntent): CrashWay {
  return args.by === 'request' ? 'request' : 'abort'
}

/** Those that answered beside the victim before it was hit. */
export function besideOf({ args }: FaultIntent): InstanceIdentity[] {
  return (args.beside ?? []) as unknown as InstanceIdentity[]
}

function requestIdOf({ args }: FaultIntent): string {
  return String(args.requestId)
}

/** `<run>-crash`, so that the app's own report of it can be found. */
function requestIdFor({ identity }: Victim): string {
  const run = identity?.mark?.split('/')[0]
  return `${run ?? randomUUID()}-crash`
}
