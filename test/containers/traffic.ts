/** Light loads of users, by the clock; nothing is tried twice. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Dispatcher, Pool } from 'undici'

export interface Answered {
  what: Dispatcher.HttpMethod
  /** ms since 1970. */
  startMs: number
  durationMs: number
  /** 0: the connection broke. */
  status: number
  instance: string
  release: string
  error: string
}

export const SEARCH = '/products/search'
/** How long the database takes for one, by compose.yml. */
export const SEARCH_MS = 600

const EVERY_MS = 20
const SEARCH_EVERY_MS = 100
const SHOWN = 5

/**
 * 50 requests a second while something is done, with a second before it and two after: on kept-alive connections,
 * half of them orders with a key.
 */
export async function trafficDuring(edge: string, act: () => Promise<unknown>): Promise<Answered[]> {
  const pool = new Pool(edge, { connections: 20, keepAliveTimeout: 60_000 })
  const next = (count: number) => send(pool, count % 2 === 0 ? look() : order())
  return during(next, EVERY_MS, act, 2_000).finally(() => pool.close())
}

/**
 * Ten searches a second while something is done, with a second before it. Each takes a while, so that some are under way
 * on each instance at any time.
 */
export async function searchesDuring(edge: string, act: () => Promise<unknown>): Promise<Answered[]> {
  const pool = new Pool(edge)
  const search = { ...LIMITS, method: 'GET', path: `${SEARCH}?q=product` } as const
  return during(() => send(pool, search), SEARCH_EVERY_MS, act, 0).finally(() => pool.close())
}

/** Calls by the clock; gives what came of all of them once the last has ended, in their order. */
async function during(
  next: (count: number) => Promise<Answered>,
  everyMs: number,
  act: () => Promise<unknown>,
  afterMs: number,
): Promise<Answered[]> {
  const sent: Promise<Answered>[] = []
  const timer = setInterval(() => sent.push(next(sent.length)), everyMs)
  try {
    await sleep(1_000)
    await act()
    await sleep(afterMs)
  } finally {
    clearInterval(timer)
    await Promise.all(sent)
  }
  return Promise.all(sent)
}

/** Who answered, each once: `web-1 1.0.0`. */
export function whoAnswered(all: readonly Answered[]): string[] {
  return [...new Set(all.map(({ instance, release }) => `${instance} ${release}`))].sort()
}

/** Those that were not answered well, in words; the first few, and how many more. */
export function lost(all: readonly Answered[]): string[] {
  const bad = all.filter(({ status }) => status < 200 || status > 299)
  const words = bad.map(
    ({ what, status, instance, durationMs, error }) =>
      `${what}: ${error || `${status} by ${instance || 'the edge'}`} after ${Math.round(durationMs)} ms`,
  )
  return words.length > SHOWN ? [...words.slice(0, SHOWN), `and ${words.length - SHOWN} more`] : words
}

/** Never rejects. */
async function send(pool: Pool, request: Dispatcher.RequestOptions): Promise<Answered> {
  const startMs = Date.now()
  const began = performance.now()
  const told = () => ({ what: request.method, startMs, durationMs: performance.now() - began })
  try {
    const { statusCode, headers, body } = await pool.request(request)
    await body.dump()
    const header = (name: string): string => String(headers[name] ?? '')
    return {
      ...told(),
      status: statusCode,
      instance: header('x-instance'),
      release: header('x-release'),
      error: '',
    }
  } catch (error) {
    return { ...told(), status: 0, instance: '', release: '', error: String(error) }
  }
}

const LIMITS = { headersTimeout: 4_000, bodyTimeout: 4_000 }

function look() {
  return { ...LIMITS, method: 'GET', path: '/products?limit=5' } as const
}

function order() {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const body = JSON.stringify({ productId: 1 + Math.floor(Math.random() * 100), quantity: 1 })
  return { ...LIMITS, method: 'POST', path: '/orders', headers, body } as const
}
