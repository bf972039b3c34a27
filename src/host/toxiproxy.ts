/** A Toxiproxy server, as much of its HTTP interface as firedrill uses. Source: Shopify/toxiproxy v2.5.0, README and api.go. */
import { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import type { Net } from './host.ts'

const TIMEOUT_MS = 5000

/** What is done to the bytes of a proxy, one direction of them; `toxicity`: to which share of its connections. */
export interface Toxic {
  type: string
  stream: 'upstream' | 'downstream'
  toxicity: number
  attributes: Record<string, number>
}

export interface ProxySeen {
  enabled: boolean
  listen: string
  upstream: string
  toxics: { name: string; type: string }[]
}

/** Each rejects with `link-unreachable` where no Toxiproxy answers, or where it would not. */
export interface Toxiproxy {
  /** No error where it has just this one. */
  add(name: string, listen: string, upstream: string): Promise<void>
  /** Null where it has no proxy of this name. */
  show(name: string): Promise<ProxySeen | null>
  /** Toxics lie on the connections that there are, and on those to come. */
  poison(proxy: string, toxic: Toxic): Promise<void>
  /** Decides again, for each connection that there is, whether it is hit. An error where the toxic was taken away. */
  again(proxy: string, toxicity: number): Promise<void>
  /** A proxy that is not enabled refuses, and has closed what it had. */
  enable(proxy: string, enabled: boolean): Promise<void>
  /** Every proxy is enabled, and no toxic is left. */
  reset(): Promise<void>
}

/** The one toxic that firedrill sets. */
export const TOXIC = 'firedrill'

const proxySchema = z.looseObject({
  enabled: z.boolean(),
  listen: z.string(),
  upstream: z.string(),
  toxics: z.array(z.looseObject({ name: z.string(), type: z.string() })),
})

export function createToxiproxy(net: Net, url: string): Toxiproxy {
  const ask = async (method: string, path: string, body?: unknown, allowed: readonly number[] = []) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const {
      status,
      error,
      body: text,
    } = await net.request(`${url}${path}`, {
      method,
      timeoutMs: TIMEOUT_MS,
      headers: { 'content-type': 'application/json' },
      ...sent,
    })
    if (status !== null && ((status >= 200 && status < 300) || allowed.includes(status)))
      return { status, text }
    throw unreachable(
      url,
      `${method} ${path}`,
      status === null ? (error ?? 'no answer') : `${status}: ${text.trim()}`,
    )
  }
  const show: Toxiproxy['show'] = async (name) => {
    const { status, text } = await ask('GET', `/proxies/${name}`, undefined, [404])
    return status === 404 ? null : seenOf(url, text)
  }
  return {
    show,
    async add(name, listen, upstream) {
      const { status } = await ask('POST', '/proxies', { name, listen, upstream, enabled: true }, [409])
      if (status !== 409) return
      const there = await show(name)
      if (there?.upstream === upstream) return
      throw unreachable(
        url,
        'POST /proxies',
        `it has another proxy "${name}", to ${there?.upstream ?? 'nowhere'}`,
      )
    },
    async poison(proxy, toxic) {
      await ask('POST', `/proxies/${proxy}/toxics`, { name: TOXIC, ...toxic })
    },
    async again(proxy, toxicity) {
      await ask('POST', `/proxies/${proxy}/toxics/${TOXIC}`, { toxicity })
    },
    async enable(proxy, enabled) {
      await ask('POST', `/proxies/${proxy}`, { enabled })
    },
    async reset() {
      await ask('POST', '/reset')
    },
  }
}

function seenOf(url: string, text: string): ProxySeen {
  const parsed = proxySchema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw unreachable(url, 'GET', 'what it answered is no proxy of a Toxiproxy')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unreachable(url: string, what: string, why: string): FiredrillError {
  return new FiredrillError('link-unreachable', `The Toxiproxy at ${url} (${what}): ${why}.`, {
    hint: 'See whether its container runs, and what it wrote: docker logs.',
  })
}
