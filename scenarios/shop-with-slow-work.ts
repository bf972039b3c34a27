/**
 * The mix of `browse-and-order.ts`, and with it what takes long: four requests in a hundred are searches that keep
 * the database busy for a while, and one queues an export that a worker makes after the answer.
 *
 * Environment: BASE_URL, REQUEST_TIMEOUT_MS (5000; it must be above what a search takes).
 */
import { check } from 'k6'
import exec from 'k6/execution'
import http, { type Params } from 'k6/http'
import browseAndOrder, { BASE_URL, options, scatter } from './browse-and-order.ts'

/** For `k6 run` alone; a drill brings its own. */
export { options }

const TIMEOUT = `${__ENV.REQUEST_TIMEOUT_MS ?? '5000'}ms`

export default function shopWithSlowWork(): void {
  const bits = scatter(exec.scenario.iterationInTest)
  // Other bits than those that choose among the quick ones, whose mix stays as it is.
  const slot = (bits >>> 8) % 200
  const close = (bits & 1) === 1
  if (slot < 8) search(close)
  else if (slot < 10) queueExport(close)
  else browseAndOrder()
}

function search(close: boolean): void {
  const response = http.get(`${BASE_URL}/products/search?q=product`, params('search products', close))
  check(response, { 'products found': (r) => r.status === 200 && r.json('products.0.id') !== undefined })
}

function queueExport(close: boolean): void {
  const response = http.post(`${BASE_URL}/exports`, null, params('queue export', close))
  check(response, { 'export queued': (r) => r.status === 202 && r.json('status') === 'queued' })
}

type Operation = 'search products' | 'queue export'

const names: Record<Operation, string> = {
  'search products': 'GET /products/search',
  'queue export': 'POST /exports',
}

function params(op: Operation, close: boolean): Params {
  return { headers: close ? { Connection: 'close' } : {}, tags: { op, name: names[op] }, timeout: TIMEOUT }
}
