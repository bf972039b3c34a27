/**
 * A hung node: everything of the instance is stopped; it does not answer. It accepts connections until as many wait as
 * its queue holds (Python's own server: five); from then on the system leaves those that try waiting.
 */
import { knockWords } from '../host/knock.ts'
import { portOf } from '../host/port-of.ts'
import type { Fault, FaultEvidence } from './fault.ts'
import { notAsked, suspendOf, victimOf } from './victim.ts'

/** A process that runs answers in this time; one that is stopped never does. */
const SILENT_FOR_MS = 500
const ANSWER_TIMEOUT_MS = 2000

export const pause: Fault = {
  kind: 'pause',
  needs: ['suspend'],
  describe: (instance) => `pause ${instance}`,
  async intend({ target, victim }) {
    const up = victimOf(victim)
    return { fault: 'pause', victim: up, args: {}, undo: suspendOf(target).pauseUndo(up) }
  },
  inject: ({ target }, { victim }) => suspendOf(target).pause(victim),
  async landed({ target, net }, { victim }): Promise<FaultEvidence> {
    const { name, url } = victim
    const paused = await suspendOf(target).isPaused(victim)
    if (!paused) return { seen: false, what: [`not everything of ${name} is stopped`] }
    const stopped = `everything of ${name} is stopped`
    if (url === null) return { seen: true, what: [stopped, notAsked(name)] }
    const { host, hostname } = new URL(url)
    const knocked = await net.knock(hostname, portOf(url), SILENT_FOR_MS)
    const listens = `${host} ${knockWords(knocked, SILENT_FOR_MS)}`
    // Where so many wait already that nobody else gets in line, it hangs all the more.
    if (knocked !== 'accepted') return { seen: knocked === 'silent', what: [stopped, listens] }
    const { status, error } = await net.request(url, { timeoutMs: SILENT_FOR_MS })
    const seen = status === null && error === 'timeout'
    const answer = seen ? `no answer within ${SILENT_FOR_MS} ms` : `it answered: ${status ?? error}`
    return { seen, what: [stopped, listens, answer] }
  },
  async heal({ target, net }, { victim }) {
    const { name, url } = victim
    const suspend = suspendOf(target)
    await suspend.resume(victim)
    if (await suspend.isPaused(victim)) return { seen: false, what: [`${name} is still stopped`] }
    if (url === null) return { seen: true, what: [`${name} runs again`, notAsked(name)] }
    const { host } = new URL(url)
    const { status, error } = await net.request(url, { timeoutMs: ANSWER_TIMEOUT_MS })
    if (status === null) return { seen: false, what: [`${host} does not answer (${error})`] }
    return { seen: true, what: [`${name} runs again`, `${host} answers (${status})`] }
  },
}
