/**
 * The load and the objectives for k6 alone: the same mix at the same rate as the drill, in scenarios one after the
 * other, so that each threshold holds for a phase by itself and the long calm before hides nothing. A threshold on a
 * metric without samples passes; hence the counts.
 *
 * Environment: BASE_URL, LOAD (shop, slow-work), RATE (a second), WARM_UP_S, BEFORE_S, DURING_S, AFTER_S.
 */
import type { Options, Scenario } from 'k6/options'
import browseAndOrder from '../../../scenarios/browse-and-order.ts'
import shopWithSlowWork from '../../../scenarios/shop-with-slow-work.ts'

const slowWork = __ENV.LOAD === 'slow-work'
const rate = Number(__ENV.RATE)
/** Enough for every request to take as long as it may. */
const vus = rate * (slowWork ? 5 : 2)
const seconds = {
  'warm-up': Number(__ENV.WARM_UP_S),
  before: Number(__ENV.BEFORE_S),
  during: Number(__ENV.DURING_S),
  after: Number(__ENV.AFTER_S),
}
type Phase = keyof typeof seconds

const starts: Record<Phase, number> = {
  'warm-up': 0,
  before: seconds['warm-up'],
  during: seconds['warm-up'] + seconds.before,
  after: seconds['warm-up'] + seconds.before + seconds.during,
}

function scenarioOf(phase: Phase): Scenario {
  return {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    startTime: `${starts[phase]}s`,
    duration: `${seconds[phase]}s`,
    preAllocatedVUs: vus,
    maxVUs: vus,
    gracefulStop: slowWork ? '5s' : '2s',
  }
}

function thresholdsOf(phase: Phase): [string, string[]][] {
  const due = rate * seconds[phase]
  const of = `scenario:${phase}`
  // Slow work is slow by design: there the quick operations are held to the bound, and no request may be lost.
  const latency: [string, string[]][] = slowWork
    ? ['list products', 'show product', 'place order'].map((op) => [
        `http_req_duration{${of},op:${op}}`,
        ['p(95)<150'],
      ])
    : [[`http_req_duration{${of}}`, ['p(95)<150']]]
  return [
    [`http_req_failed{${of}}`, [slowWork ? 'rate<=0' : 'rate<0.001']],
    [`checks{${of}}`, ['rate>0.999']],
    [`http_reqs{${of}}`, [`count>=${Math.floor(due * 0.99)}`]],
    [`dropped_iterations{${of}}`, [`count<${Math.ceil(due * 0.01)}`]],
    ...latency,
  ]
}

const judged: readonly Phase[] = ['before', 'during', 'after']

export const options: Options = {
  scenarios: Object.fromEntries((['warm-up', ...judged] as const).map((name) => [name, scenarioOf(name)])),
  thresholds: Object.fromEntries(judged.flatMap(thresholdsOf)),
}

/** Runs when all VUs are made: who waits for this line knows when the load begins. */
export function setup(): void {
  console.log('the load begins')
}

export default slowWork ? shopWithSlowWork : browseAndOrder
