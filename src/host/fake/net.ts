import type { Clock, HttpAnswer, Net } from '../host.ts'
import type { Knock } from '../knock.ts'

/** What a made-up server answers; `hang`: it accepts and never answers; `reset`: it breaks off. */
export type FakeAnswer =
  | { status: number; headers?: Record<string, string>; body?: string; afterMs?: number }
  | 'hang'
  | 'reset'
export type FakeServer = (request: {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}) => FakeAnswer

/** What a made-up server that speaks no HTTP does: answers after so long, or breaks off. */
export type FakeSpeaker = (sent: string) => { afterMs: number; says?: string } | 'close' | 'hang'

export interface FakeNet extends Net {
  /** From now on something that speaks no HTTP listens on this loopback port. */
  speak(port: number, speaker: FakeSpeaker): void
  /** From now on something listens on this loopback port. */
  listen(port: number, server: FakeServer): void
  /** Connections to it are refused again. */
  close(port: number): void
  /** From now on this becomes of a connection to the port, whoever listens there. */
  meet(port: number, seen: Knock): void
  /** From now on the name has these addresses; `localhost` has its own from the beginning. */
  name(name: string, ...addresses: string[]): void
}

/** Connections exist only in memory and take no time; nothing listens until it is told to. */
export function createFakeNet(clock: Clock): FakeNet {
  const servers = new Map<number, FakeServer>()
  const speakers = new Map<number, FakeSpeaker>()
  const knocks = new Map<number, Knock>()
  const names = new Map([['localhost', ['127.0.0.1', '::1']]])
  let nextPort = 20_000

  const request: Net['request'] = async (
    url,
    { timeoutMs, method = 'GET', headers = {}, body: sent = '' },
  ) => {
    const startedMs = clock.monoMs()
    const none = (error: string): HttpAnswer => ({
      status: null,
      headers: {},
      body: '',
      error,
      startedMs,
      endedMs: clock.monoMs(),
    })
    if (!URL.canParse(url)) return none('ERR_INVALID_URL')
    const { port, protocol, pathname, search } = new URL(url)
    const server = servers.get(Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port))
    if (!server) return none('ECONNREFUSED')
    const answer = server({ method, path: pathname + search, headers, body: sent })
    if (answer === 'reset') return none('ECONNRESET')
    const takesMs = answer === 'hang' ? Number.POSITIVE_INFINITY : (answer.afterMs ?? 0)
    if (answer === 'hang' || takesMs > timeoutMs) {
      await clock.sleep(timeoutMs)
      return none('timeout')
    }
    if (takesMs > 0) await clock.sleep(takesMs)
    const { status, body = '' } = answer
    return { status, headers: answer.headers ?? {}, body, error: null, startedMs, endedMs: clock.monoMs() }
  }
  const knock: Net['knock'] = async (_host, port, timeoutMs) => {
    const seen = knocks.get(port) ?? (servers.has(port) || speakers.has(port) ? 'accepted' : 'refused')
    if (seen === 'silent') await clock.sleep(timeoutMs)
    return seen
  }
  return {
    listen: (port, server) => void servers.set(port, server),
    close(port) {
      servers.delete(port)
      speakers.delete(port)
    },
    name: (name, ...addresses) => void names.set(name, addresses),
    addresses: async (name) => [...(names.get(name) ?? [])],
    speak: (port, speaker) => void speakers.set(port, speaker),
    knock,
    accepts: async (host, port, timeoutMs) => (await knock(host, port, timeoutMs)) === 'accepted',
    meet: (port, seen) => void knocks.set(port, seen),
    async firstByte(_host, port, send, timeoutMs) {
      const said = speakers.get(port)?.(send) ?? spokenTo(servers.get(port), send)
      const none = { tookMs: null, taken: said !== undefined, said: '' }
      if (said === undefined) return { ...none, error: 'ECONNREFUSED' }
      if (said === 'close') return { ...none, error: 'closed' }
      const { afterMs, says = '+' } = said === 'hang' ? { afterMs: Number.POSITIVE_INFINITY } : said
      await clock.sleep(Math.min(afterMs, timeoutMs))
      if (afterMs > timeoutMs) return { ...none, error: 'timeout' }
      return { tookMs: afterMs, error: null, taken: true, said: says }
    },
    isFree: async (port) => !servers.has(port),
    async freePort() {
      while (servers.has(nextPort)) nextPort += 1
      return nextPort++
    },
    async download(url, { signal, onData }) {
      if (signal.aborted) return { status: null, error: 'aborted' }
      const { status, body, error } = await request(url, { timeoutMs: Number.MAX_SAFE_INTEGER })
      const good = status !== null && status >= 200 && status < 300
      if (good && body !== '') onData(new TextEncoder().encode(body))
      return { status, error }
    },
    probe: async (url, options) => ({ ...(await request(url, options)), body: '' }),
    request,
  }
}

/** What a server of HTTP does first. */
function spokenTo(server: FakeServer | undefined, sent: string): ReturnType<FakeSpeaker> | undefined {
  const [, method = 'GET', path = '/'] = /^(\S+) (\S+) /.exec(sent) ?? []
  const answer = server?.({ method, path, headers: {}, body: '' })
  if (answer === undefined || answer === 'hang') return answer
  return answer === 'reset' ? 'close' : { afterMs: answer.afterMs ?? 0 }
}
