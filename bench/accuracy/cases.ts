/**
 * What is put before every tool: an app of which it is known whether it is well, and what is done to it. Made as data,
 * so that a case is the same processes, load and fault for all.
 */

/**
 * `good`: the objectives hold, and a tool should say so. `bad`: they do not. `unproven`: the run shows nothing, and
 * whoever calls it good is wrong.
 */
export type Truth = 'good' | 'bad' | 'unproven'

export interface Case {
  name: string
  what: string
  truth: Truth
  /** firedrill's. */
  drill: 'kill-node' | 'graceful-stop'
  /** The drill's parameters beside those of `SHORT`. */
  set: readonly string[]
  /** Of firedrill.config.ts, for every tool; null: the plain one. */
  environment: string | null
  fault: 'kill' | 'pause' | 'stop'
  load: 'shop' | 'slow-work'
  duringS: number
  /** How long the victim may take to end when it is asked to. */
  stopLimitS?: number
  /** The fault reports that it was done and does nothing: firedrill's environment for that, and its namesake. */
  pretended?: { environment: string }
  /** `busy`: eight processes that spin, from the end of the warm-up on. `stalled`: k6 stands still for 2 s after the fault. */
  meanwhile?: 'busy' | 'stalled'
  /** Users are answered well: only who compares what was acknowledged with what is stored can see it. */
  onlyByLedger?: true
}

type Rest = Partial<
  Pick<Case, 'environment' | 'fault' | 'pretended' | 'meanwhile' | 'stopLimitS' | 'onlyByLedger'>
>

/** What hangs has half of the requests wait until the edge notices: that must stay well below one in twenty. */
const lostS = (fault: Case['fault'] = 'kill'): number => (fault === 'pause' ? 12 : 6)

const kill = (name: string, truth: Truth, what: string, more: Rest = {}): Case => ({
  name,
  what,
  truth,
  drill: 'kill-node',
  set: [`lost=${lostS(more.fault)}s`, 'recoverWithin=10s', ...(more.fault === 'pause' ? ['lose=pause'] : [])],
  environment: null,
  fault: 'kill',
  load: 'shop',
  duringS: lostS(more.fault),
  ...more,
})

const stop = (name: string, truth: Truth, what: string, more: Rest = {}): Case => ({
  name,
  what,
  truth,
  drill: 'graceful-stop',
  set: ['stopped=8s'],
  environment: null,
  fault: 'stop',
  load: 'slow-work',
  duringS: 8,
  stopLimitS: 45,
  ...more,
})

const UNHURT = 'nothing is wrong with it'

export const cases: readonly Case[] = [
  kill('healthy', 'good', UNHURT),
  kill('healthy, an instance hangs', 'good', 'nothing is wrong; the fault is SIGSTOP', { fault: 'pause' }),
  kill('healthy, patient edge', 'good', 'nothing is wrong; the edge waits four times as long', {
    environment: 'patient-edge',
  }),
  kill('healthy, busy machine', 'good', 'nothing is wrong; eight processes spin beside it', {
    meanwhile: 'busy',
  }),
  kill(
    'healthy, requests arrive twice',
    'good',
    'one order in twenty is sent on twice; the app knows it by its key',
    {
      environment: 'doubled-requests',
    },
  ),
  kill('bare edge', 'bad', 'the edge neither checks, nor marks, nor retries', { environment: 'bare-edge' }),
  kill('slow after the loss', 'bad', 'for 2.5 s after the loss every request takes 600 ms longer', {
    environment: 'slow-after-loss',
  }),
  kill('does not come back', 'bad', 'what was killed does not start again, for it left its lock behind', {
    environment: 'keeps-lock',
  }),
  kill('lies about readiness', 'bad', 'an instance that starts says 3 s early that it is ready', {
    environment: 'ready-lies',
  }),
  kill('cold start', 'bad', 'for 4 s after its start an instance takes 400 ms longer', {
    environment: 'cold-start',
  }),
  kill('acknowledges early', 'bad', 'an order is answered up to 400 ms before it is written', {
    environment: 'acknowledges-early',
    onlyByLedger: true,
  }),
  kill('swallows failed writes', 'bad', 'an order in a hundred is answered as done and stored nowhere', {
    environment: 'swallows-failed-write',
    onlyByLedger: true,
  }),
  kill('writes twice', 'bad', 'an order in a hundred is written twice', {
    environment: 'retries-without-key',
    onlyByLedger: true,
  }),
  kill('ignores the key', 'bad', 'an order that is tried again is a new one; the fault is SIGSTOP', {
    environment: 'ignores-key',
    fault: 'pause',
    onlyByLedger: true,
  }),
  kill('the kill does nothing', 'unproven', 'it reports that it was done; the instance lives on', {
    pretended: { environment: 'no-op' },
  }),
  kill('stalled load generator', 'unproven', 'k6 stands still for 2 s after the kill', {
    meanwhile: 'stalled',
  }),
  stop('healthy stop', 'good', UNHURT),
  stop('drain broken', 'bad', 'ends at once when it is asked to stop', { environment: 'drain-broken' }),
  stop('swallows SIGTERM', 'bad', 'does not end when it is asked to stop', {
    environment: 'swallows-sigterm',
    stopLimitS: 6,
  }),
  stop('forgets a job', 'bad', 'leaves jobs behind when it stops', { environment: 'forgets-job' }),
]

const ledgerOnly: ReadonlySet<string> = new Set(
  cases.filter(({ onlyByLedger }) => onlyByLedger).map(({ name }) => name),
)

/** By the name of the case. */
export function isOnlyByLedger(name: string): boolean {
  return ledgerOnly.has(name)
}
