/**
 * Every drill on the healthy fixture, and every broken twin with the drill that must catch it and the clause that must
 * say so. Read by the track record's benchmark and by the tests of CI.
 */
import { createHash } from 'node:crypto'
import { of, on, onCompose, type Rehearsal, type TwinCase } from './rehearsal.ts'

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

export const healthyOnCompose: readonly Rehearsal[] = [...healthy, ...ofContainers].map(onCompose)

const LOST = ['lost=6s']
const STOPPED = ['stopped=8s']

export const twins: readonly TwinCase[] = [
  on('bare-edge', 'the edge neither checks, nor marks, nor retries', 'kill-node', /^lost: uptime/, [
    ...LOST,
    'recoverWithin=10s',
  ]),
  on(
    'bare-edge',
    'the edge neither checks, nor marks, nor retries',
    'kill-during-deploy',
    /^(deploy|rollback): failed requests/,
  ),
  on(
    'drain-broken',
    'ends at once when it is asked to stop',
    'graceful-stop',
    /^(baseline|stopped): failed requests/,
    STOPPED,
  ),
  on('drain-broken', 'ends at once when it is asked to stop', 'rolling-deploy', /^deploy: failed requests/),
  on(
    'swallows-sigterm',
    'does not end when it is asked to stop',
    'graceful-stop',
    /^stopped: web-1 ends/,
    STOPPED,
  ),
  on('forgets-job', 'leaves jobs behind when it stops', 'graceful-stop', /: probe oldest open job/, STOPPED),
  on('ready-lies', 'says that it is ready whatever holds', 'restart', /: longest false readiness/),
  on('ready-lies', 'says that it is ready whatever holds', 'readiness', /^away: every instance is unready/, [
    'away=5s',
  ]),
  on('slow-boot', 'takes long to start', 'restart', /: boot time/),
  on(
    'ready-slow',
    'takes long to notice that the database is away',
    'readiness',
    /^away: every instance is unready/,
    ['away=5s'],
  ),
  on(
    'health-follows-database',
    'says that it is dead when the database is away',
    'readiness',
    /: longest unhealthy time/,
    ['away=5s'],
  ),
  on('hangs-without-database', 'waits without end for the database', 'readiness', /^away: p99 time to fail/, [
    'away=5s',
    'as=hang',
  ]),
  on('dies-without-database', 'ends when the database goes away', 'readiness', /: unexpected deaths/, [
    'away=5s',
  ]),
  on('baked-config', 'has a value of its configuration built in', 'runtime-config', /^other values: /),
  on('silent-default', 'starts without what it needs', 'runtime-config', /^missing values: /),
  on('names-nothing', 'ends without saying what is missing', 'runtime-config', /^missing values: /),
  on('leaks-secret', 'writes a secret to its log', 'runtime-config', /^secrets: no secret/),
  on(
    'contract-breaks',
    'changes the schema so that the old code fails',
    'migration-gate',
    /^migrated: failed requests/,
  ),
  on(
    'migrates-at-boot',
    'moves the schema when it starts',
    'migration-gate',
    /^gate: .*(does not get ready|migration-pending)/,
  ),
  on(
    'unready-ignores-migrations',
    'says that it is ready while its migration is pending',
    'migration-gate',
    /^gate: .*does not get ready/,
  ),
  on('migration-races', 'migrates without a lock', 'migration-gate', /^migrated: /),
  on('crash-anonymous', 'tells of a crash without its request', 'crash-supervision', /^crashed: a log has/),
  on(
    'supervisor-gives-up',
    'nobody restarts what crashed',
    'crash-supervision',
    /^crashed: every instance is ready/,
  ),
  on(
    'supervisor-hurries',
    'restarts a crash loop without a pause or a word',
    'crash-supervision',
    /^crash loop: a log has/,
  ),
  on(
    'switch-gaps',
    'the edge has nobody in for a moment when it is switched',
    'blue-green',
    /^(switch|back): failed requests/,
  ),
  on('canary-blind', 'the comparison finds nothing worse', 'canary', /^canary: .*canary-worse/, [
    'ship=slow',
  ]),
  on(
    'gate-asks-health',
    'gate and edge take being alive for being ready',
    'bad-deploy',
    /^refused: .*never-ready/,
    ['bad=never-ready'],
  ),
]

/** What is wrong there is wrong in the process fixture's own edge or supervisor. */
const OF_PROCESSES = [
  'hangs-without-database',
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
