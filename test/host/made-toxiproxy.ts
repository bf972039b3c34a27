/** A Toxiproxy in memory, as far as its interface goes: what it is told it remembers, and the link behaves so. */
import type { FakeNet, FakeServer, FakeSpeaker } from '../../src/host/fake/net.ts'

interface Proxy {
  name: string
  listen: string
  upstream: string
  enabled: boolean
  toxics: { name: string; type: string; toxicity: number; attributes: { latency?: number } }[]
}

export interface MadeToxiproxy {
  proxies: Map<string, Proxy>
  /** `POST /proxies/db/toxics {…}` of every change so far. */
  told: string[]
  /** It takes every order and does nothing. */
  deaf: boolean
}

/** `link`: the port at which the first of its proxies is reached. */
export function madeToxiproxy(net: FakeNet, api: number, link?: number): MadeToxiproxy {
  const made: MadeToxiproxy = { proxies: new Map(), told: [], deaf: false }
  net.listen(api, serving(made))
  if (link !== undefined) net.speak(link, speaking(made))
  return made
}

function serving(made: MadeToxiproxy): FakeServer {
  return ({ method, path, body }) => {
    const [, first, name = '', second, toxic] = path.split('/')
    const sent = body === '' ? {} : JSON.parse(body)
    if (first === 'version') return { status: 200, body: '2.5.0' }
    if (method === 'POST') made.told.push(`${path}${body === '' ? '' : ` ${body}`}`)
    if (made.deaf && method === 'POST') return { status: 200 }
    if (first === 'reset') {
      for (const proxy of made.proxies.values()) Object.assign(proxy, { enabled: true, toxics: [] })
      return { status: 204 }
    }
    const proxy = made.proxies.get(name)
    if (name === '') {
      if (made.proxies.has(sent.name)) return { status: 409, body: 'proxy already exists' }
      made.proxies.set(sent.name, { ...sent, toxics: [] })
      return { status: 201 }
    }
    if (!proxy) return { status: 404, body: 'proxy not found' }
    if (second === undefined) {
      if (method === 'POST') Object.assign(proxy, sent)
      return { status: 200, body: JSON.stringify(proxy) }
    }
    if (toxic === undefined) proxy.toxics.push(sent)
    else if (!proxy.toxics.some((each) => each.name === toxic))
      return { status: 404, body: 'toxic not found' }
    return { status: 200 }
  }
}

/** Every second connection of a flaky link breaks. */
function speaking(made: MadeToxiproxy): FakeSpeaker {
  let connections = 0
  return () => {
    const [proxy] = made.proxies.values()
    if (!proxy?.enabled) return 'close'
    const types = proxy.toxics.map(({ type }) => type)
    if (types.includes('reset_peer') && ++connections % 2 === 0) return 'close'
    const slow = proxy.toxics.find(({ type }) => type === 'latency')?.attributes.latency ?? 0
    return { afterMs: 1 + slow }
  }
}
