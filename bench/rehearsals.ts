/** Every drill on the healthy fixture, and every broken twin, on either target. Read by the track record and by CI. */
import { createHash } from 'node:crypto'
import { of, on, onCompose, type Rehearsal, type TwinCase } from './rehearsal.ts'
import { twins } from './twins.ts'

export { twins }

/** A rollback has settled after five clean seconds, which must lie before the end. */
const AFTERWARDS = ['settled=12s']

export const healthy: readonly Rehearsal[] = [
  of('kill-node', { set: ['lost=6s'] }),
  of('rolling-deploy'),
  of('graceful-stop', { set: ['stopped=8s'] }),
  of('restart'),
  of('readiness', { set: ['away=5s'] }),
  of('runtime-config'),
  of('migration-gate'),
  of('kill-during-deploy'),
  of('crash-supervision', { env: 'supervised' }),
  // As little memory as the twin that leaks it has.
  of('soak', { env: 'small-memory', set: ['soak=20s'] }),
  of('blue-green', { env: 'blue-green' }),
  of('canary', { env: 'canary' }),
  of('bad-deploy', { name: 'bad-deploy failing', set: ['bad=failing', ...AFTERWARDS] }),
  of('bad-deploy', { name: 'bad-deploy slow', set: ['bad=slow', ...AFTERWARDS] }),
  of('bad-deploy', { name: 'bad-deploy exits', set: ['bad=exits', ...AFTERWARDS] }),
  of('bad-deploy', { name: 'bad-deploy never-ready', set: ['bad=never-ready', ...AFTERWARDS] }),
]

/** Of drills that only containers can be put through. */
const ofContainers: readonly Rehearsal[] = [
  of('partition-node', { set: ['cutOff=6s'] }),
  of('slow-database', { set: ['slow=6s', 'tooSlow=6s'] }),
  of('lossy-database', { set: ['lossy=8s'] }),
  of('pause-node', { set: ['hung=6s'] }),
  of('squeeze-node', { set: ['starved=6s'] }),
]

export const healthyOnCompose: readonly Rehearsal[] = [
  // The environment with little memory is one of processes.
  ...healthy.map((one) => (one.drill === 'soak' ? of('soak', { set: ['soak=20s'] }) : one)),
  ...ofContainers,
].map(onCompose)

/** What is wrong there is wrong in the process fixture's own edge, supervisor or environment. */
const OF_PROCESSES = [
  'keeps-lock',
  'hangs-without-database',
  'retries-at-once',
  'cuts-in-flight',
  'waits-too-short',
  'waits-too-long',
  'short-lease',
  'leaks-memory',
  'ships-slow',
  'pins-newest',
  'supervisor-hurries',
  'switch-gaps',
  'canary-blind',
  'gate-asks-health',
]

const late = (twin: TwinCase): TwinCase => ({ ...twin, edgeIsLate: true })

const ofContainersBroken: readonly TwinCase[] = [
  on('bare-edge', 'the edge neither checks, nor marks, nor retries', 'partition-node', /^cut off: uptime/, [
    'cutOff=6s',
    'recoverWithin=10s',
  ]),
  on(
    'dies-without-database',
    'ends when the database goes away',
    'partition-node',
    /^cut off: unexpected deaths/,
    ['cutOff=6s'],
  ),
  late(
    on('stock-edge', 'the edge goes by who takes connections, in turn', 'pause-node', /^hung: uptime/, [
      'hung=6s',
      'recoverWithin=10s',
    ]),
  ),
  late(
    on('stock-edge', 'the edge goes by who takes connections, in turn', 'squeeze-node', /^starved: p95/, [
      'starved=6s',
      'recoverWithin=10s',
    ]),
  ),
  on('small-pool', 'one connection to the database for all', 'slow-database', /^slow: (uptime|p95)/, [
    'slow=6s',
    'tooSlow=6s',
  ]),
  on(
    'dies-on-broken-connection',
    'ends when a connection of its pool breaks',
    'lossy-database',
    /^(lossy|dropped): unexpected deaths/,
    ['lossy=8s'],
  ),
]

export const twinsOnCompose: readonly TwinCase[] = [
  ...twins.filter(({ env }) => !OF_PROCESSES.includes(env ?? '')),
  ...ofContainersBroken,
].map(onCompose)

/** So many of them, by the commit: another choice for another commit, the same for the same one. */
export function chosen<T>(all: readonly T[], commit: string, count: number): T[] {
  const start = numberOf(commit) % all.length
  // A step that shares no divisor with the number of cases visits each once.
  const step = [7, 11, 13].find((prime) => all.length % prime !== 0) ?? 1
  return Array.from({ length: Math.min(count, all.length) }, (_, k) => all[(start + k * step) % all.length]!)
}

/** Of those that run the same drill in several ways, or on several targets, one, by the commit; for each drill anew. */
export function oncePerDrill(all: readonly Rehearsal[], commit: string): Rehearsal[] {
  const ways = Map.groupBy(all, ({ drill }) => drill)
  return [...ways].map(([drill, own]) => own[numberOf(commit + drill) % own.length]!)
}

function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE()
}
