/**
 * Marks a write with a key, so that what users were told can be held against what is stored. Runs inside k6, under
 * `firedrill` and by itself alike. Keys travel in metadata: as tags, each would be a time series of its own.
 */
import exec from 'k6/execution'
import { Counter } from 'k6/metrics'

/**
 * What a user was told of a write. `acknowledged`: it is done. `refused`: it is not, and was not tried. `unknown`: no
 * answer, or one that leaves open whether it is done; both are right then, but not twice.
 */
export type Told = 'acknowledged' | 'refused' | 'unknown'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
}

export interface WriteOptions<R> {
  /** What an answer tells; default: 2xx acknowledges, 4xx but 408 and 425 refuses, all else is unknown. */
  told?: (answer: R) => Told
  /** The answer's headers that name who answered; default `X-Instance` and `X-Release`. */
  instanceHeader?: string
  releaseHeader?: string
}

const METRIC = 'firedrill_writes'
/** `status` would be taken for the tag of that name, and left out. */
const FIELDS = ['write', 'told', 'answer', 'instance', 'release']
const steps = new Counter(METRIC)

/**
 * Sends one write and passes its answer through: `write(key, () => http.post(url, body, params))`. `key` is what the
 * app stores with it (its idempotency key, say), and what the configuration's `ledger` names it by; different for each
 * write. A write that is tried again keeps its key. What `send` throws is thrown on, and the write is unknown.
 */
export function write<R extends Answer | Promise<Answer>>(
  key: string,
  send: () => R,
  options: WriteOptions<Awaited<R>> = {},
): R {
  mark({ write: key, told: 'sent' })
  let answer: R
  try {
    answer = send()
  } catch (error) {
    mark({ write: key, told: 'unknown' })
    throw error
  }
  if (!isPromise(answer)) return answered(key, answer as Awaited<R>, options) as R
  return answer.then(
    (late) => answered(key, late as Awaited<R>, options),
    (error: unknown) => {
      mark({ write: key, told: 'unknown' })
      throw error
    },
  ) as Promise<Answer> as R
}

function answered<A extends Answer>(key: string, answer: A, options: WriteOptions<A>): A {
  const { told = byStatus, instanceHeader = 'X-Instance', releaseHeader = 'X-Release' } = options
  mark({
    write: key,
    told: told(answer),
    answer: String(answer.status),
    instance: headerOf(answer, instanceHeader),
    release: headerOf(answer, releaseHeader),
  })
  return answer
}

/** One sample, with these fields in its metadata and in that of no other. */
function mark(fields: Record<string, string>): void {
  const { metadata } = exec.vu.metrics
  for (const [name, value] of Object.entries(fields)) metadata[name] = encodeURIComponent(value)
  steps.add(1)
  for (const name of FIELDS) delete metadata[name]
}

function byStatus({ status }: Answer): Told {
  if (status >= 200 && status < 300) return 'acknowledged'
  return status >= 400 && status < 500 && status !== 408 && status !== 425 ? 'refused' : 'unknown'
}

/** k6 writes header names in their canonical form, but for those of HTTP/2. */
function headerOf({ headers }: Answer, wanted: string): string {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === wanted.toLowerCase())
  const value = name === undefined ? '' : headers[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
