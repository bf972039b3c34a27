/** What clients of the fake's addresses see: one that is down refuses, one that is paused accepts and is silent. */
import type { HttpAnswer, Net } from '../../host/host.ts'
import { breakageOf, EDGE_PORT, type FakeApp, type FakeInstance, failing } from './app.ts'

type Answer = Pick<HttpAnswer, 'status' | 'headers' | 'body'>

const REFUSED = 'ECONNREFUSED'
const FREE_PORTS_FROM = 9500

export function netOf(app: FakeApp): Net {
  let free = FREE_PORTS_FROM
  const stateAt = (port: number): FakeInstance['state'] | 'edge' => {
    if (port === EDGE_PORT) return 'edge'
    const service = app.services.find((each) => each.port === port)
    if (service) return service.state === 'up' || service.state === 'hang' ? 'paused' : 'down'
    const state = app.all.find((instance) => instance.port === port)?.state ?? 'down'
    return state === 'restarting' || state === 'cut off' ? 'down' : state
  }
  const request = async (url: string): Promise<HttpAnswer> => {
    const { port, pathname } = new URL(url)
    const state = stateAt(Number(port))
    const none = { status: null, headers: {}, body: '', startedMs: 0, endedMs: 0 }
    if (state === 'down') return { ...none, error: REFUSED }
    if (state === 'paused') return { ...none, error: 'timeout' }
    const instance = state === 'edge' ? behindEdge(app) : atPort(app, Number(port))
    if (!instance) return { ...none, status: 503, error: null }
    return { ...none, ...answerOf(app, instance, pathname), error: null }
  }
  return {
    request,
    probe: request,
    async download(url, { onData }) {
      const { status, body, error } = await request(url)
      if (status === 200) onData(new TextEncoder().encode(body))
      return { status, error }
    },
    addresses: async (name) => (name === 'localhost' ? ['127.0.0.1'] : []),
    knock: async (_host, port) => (stateAt(port) === 'down' ? 'refused' : 'accepted'),
    accepts: async (_host, port) => stateAt(port) !== 'down',
    firstByte: async () => ({ tookMs: null, error: REFUSED, taken: false, said: '' }),
    freePort: async () => free++,
    isFree: async (port) => stateAt(port) === 'down',
  }
}

/** The one that the edge gives a request to: the first that is ready and gets any. */
export function behindEdge(app: FakeApp): FakeInstance | undefined {
  return app.all.find((instance) => getsRequests(app, instance))
}

export function getsRequests(app: FakeApp, instance: FakeInstance): boolean {
  if (instance.state !== 'ready' || failing(app, instance).length > 0) return false
  return app.weights === null
    ? app.serving.includes(instance.name)
    : (app.weights.get(instance.name) ?? 0) > 0
}

function atPort(app: FakeApp, port: number): FakeInstance | undefined {
  return app.all.find((instance) => instance.port === port)
}

function answerOf(app: FakeApp, instance: FakeInstance, path: string): Answer {
  const { name, release, identity } = instance
  const bootId = identity.bootId ?? ''
  const headers = { 'x-instance': name, 'x-release': release.version, 'x-boot-id': bootId }
  const { version, digest } = release
  const fails = failing(app, instance)
  const status = fails.length === 0 ? 200 : 503
  if (path === '/health') return { status: 200, headers, body: '' }
  if (path === '/version')
    return { status: 200, headers, body: JSON.stringify({ version, digest, instance: name, bootId }) }
  if (path === '/ready') {
    const body = {
      ready: fails.length === 0,
      failing: fails.map((check) => ({ check, reason: 'it is lost' })),
    }
    return { status, headers, body: JSON.stringify(body) }
  }
  return { status: breakageOf(release) === 'failing' ? 500 : status, headers, body: '' }
}
