/**
 * Is a service up, seen at its port? That a connection is taken says little: an engine's port proxy takes it for who is
 * not there yet, and closes it; a database takes it while it still reads its log.
 */
import type { Net } from '../../host/host.ts'

/** One that is closed for want of anybody behind it is closed by then. */
const STAYS_OPEN_MS = 300
const ANSWER_TIMEOUT_MS = 1000

interface Words {
  send: string
  /** An answer like this says that it is not up yet. */
  notYet: RegExp
}

/** By the port on which such a service usually listens. */
const BY_PORT: Readonly<Record<number, Words>> = {
  // PostgreSQL's StartupMessage, as pg_isready sends it; 57P03: cannot_connect_now. Source: its protocol, message formats.
  5432: { send: '\x00\x00\x00\x18\x00\x03\x00\x00user\x00firedrill\x00\x00', notYet: /C57P03/ },
  6379: { send: 'PING\r\n', notYet: /^-(LOADING|MASTERDOWN)/ },
}

export interface Up {
  up: boolean
  /** In words. */
  seen: string
}

/** `usualPort`: the one inside, by which its protocol is known. Never rejects. */
export async function isServiceUp(
  net: Pick<Net, 'firstByte'>,
  { host, port }: { host: string; port: number },
  usualPort: number,
): Promise<Up> {
  const at = `${host}:${port}`
  const silent = await net.firstByte(host, port, '', STAYS_OPEN_MS)
  // Some speak first.
  if (silent.tookMs !== null) return { up: true, seen: `${at} answers` }
  if (!silent.taken || silent.error !== 'timeout')
    return {
      up: false,
      seen: `${at} ${silent.taken ? 'closes' : 'does not take'} connections (${silent.error})`,
    }
  const words = BY_PORT[usualPort]
  if (words === undefined) return { up: true, seen: `${at} takes a connection and keeps it open` }
  const asked = await net.firstByte(host, port, words.send, ANSWER_TIMEOUT_MS)
  if (asked.tookMs !== null) {
    const isUp = !words.notYet.test(asked.said)
    return { up: isUp, seen: `${at} answers${isUp ? '' : ' that it is not up yet'}` }
  }
  // It may speak TLS alone: what it does not understand it closes.
  const closes = asked.taken && asked.error !== 'timeout'
  return { up: closes, seen: closes ? `${at} takes a connection and keeps it open` : `${at} does not answer` }
}
