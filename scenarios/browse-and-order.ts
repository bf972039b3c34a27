/**
 * What users do in the shop: half of the requests read (a list, one product), half place an order, and half of each
 * close their connection, for k6 resends some requests on a reused one without a word. One request an iteration, so
 * that an iteration that is dropped is a request that was not sent.
 *
 * Environment: BASE_URL, REQUEST_TIMEOUT_MS (2000).
 */
import { check } from 'k6'
import exec from 'k6/execution'
import http, { type Params, type Response } from 'k6/http'
import type { Options } from 'k6/options'
// In a project of one's own: '../node_modules/firedrill/dist/k6/index.js'.
import { write } from '../src/k6/index.ts'

/** For `k6 run` alone; a drill brings its own. */
export const options: Options = {
  scenarios: {
    shop: {
      executor: 'constant-arrival-rate',
      rate: 50,
      timeUnit: '1s',
      duration: '10s',
      preAllocatedVUs: 100,
      maxVUs: 100,
    },
  },
}

export const BASE_URL = __ENV.BASE_URL ?? 'http://127.0.0.1:8080'
const TIMEOUT = `${__ENV.REQUEST_TIMEOUT_MS ?? '2000'}ms`
const PRODUCTS = 100

type Operation = 'list products' | 'show product' | 'place order'

const names: Record<Operation, string> = {
  'list products': 'GET /products',
  'show product': 'GET /products/:id',
  'place order': 'POST /orders',
}

export default function browseAndOrder(): void {
  const bits = scatter(exec.scenario.iterationInTest)
  const close = (bits & 1) === 1
  const product = 1 + ((bits >>> 3) % PRODUCTS)
  if ((bits & 2) === 2) placeOrder(product, 1 + ((bits >>> 16) % 3), close)
  else if ((bits & 4) === 4) showProduct(product, close)
  else listProducts(close)
}

function listProducts(close: boolean): void {
  const response = http.get(`${BASE_URL}/products`, params('list products', close))
  check(response, { 'products listed': (r) => r.status === 200 && countOf(r, 'products') > 0 })
}

function showProduct(product: number, close: boolean): void {
  const response = http.get(`${BASE_URL}/products/${product}`, params('show product', close))
  check(response, { 'product shown': (r) => r.status === 200 && r.json('id') === product })
}

function placeOrder(productId: number, quantity: number, close: boolean): void {
  const key = crypto.randomUUID()
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
  const body = JSON.stringify({ productId, quantity })
  const response = write(key, () =>
    http.post(`${BASE_URL}/orders`, body, params('place order', close, headers)),
  )
  check(response, {
    'order accepted': (r) => (r.status === 201 || r.status === 200) && r.json('status') === 'accepted',
  })
}

function params(op: Operation, close: boolean, headers: Record<string, string> = {}): Params {
  return {
    headers: close ? { ...headers, Connection: 'close' } : headers,
    tags: { op, name: names[op] },
    timeout: TIMEOUT,
  }
}

function countOf(response: Response, field: string): number {
  const value = response.json(field)
  return Array.isArray(value) ? value.length : 0
}

/**
 * The same mix in every run, but in no rhythm: a mix by turns would fall into step with a balancer that takes turns,
 * and one instance would get all the reads. (A multiplicative hash, after Knuth, with its high bits folded down.)
 */
export function scatter(iteration: number): number {
  let bits = Math.imul(iteration + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  return (bits ^ (bits >>> 13)) >>> 0
}
