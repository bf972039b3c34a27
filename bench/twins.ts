/**
 * Every broken twin of the fixture with the drill that must catch it, and the clause that must say so: the first one
 * that fails, unless `first` names another. What is wrong with each: `fixtures/twins/README.md`.
 */
import { first, on, type TwinCase } from './rehearsal.ts'

const LOST = ['lost=6s']
/** Until the edge notices, half of the requests wait: that must stay well below one in twenty. */
const HUNG = ['lose=pause', 'lost=12s']
const STOPPED = ['stopped=8s']
const AWAY = ['away=5s']
const SOAK = ['soak=25s']
const BARE = 'the edge neither checks, nor marks, nor retries'
const EXITS = 'ends at once when it is asked to stop'
const READY = 'says that it is ready whatever holds'

const ofEdgeAndSupervisor: readonly TwinCase[] = [
  on('bare-edge', BARE, 'kill-node', /^lost: uptime/, [...LOST, 'recoverWithin=10s']),
  on('bare-edge', BARE, 'kill-during-deploy', /^(deploy|rollback): failed requests/),
  on('keeps-lock', 'does not start after a kill', 'kill-node', /^settled: web-\d starts again/, LOST),
  on('supervisor-gives-up', 'nobody restarts what crashed', 'crash-supervision', /^crashed: every instance/),
  on('supervisor-hurries', 'restarts a crash loop at once', 'crash-supervision', /^crash loop: a log has/),
  on('switch-gaps', 'nobody is in for a moment', 'blue-green', /^(switch|back): failed requests/),
  on('canary-blind', 'finds nothing worse', 'canary', /^canary: .*canary-worse/, ['ship=slow']),
  on('gate-asks-health', 'takes being alive for being ready', 'bad-deploy', /^refused: .*never-ready/, [
    'bad=never-ready',
  ]),
]

const ofStops: readonly TwinCase[] = [
  on('drain-broken', EXITS, 'graceful-stop', /^stopped: failed requests/, STOPPED),
  on('drain-broken', EXITS, 'rolling-deploy', /^deploy: failed requests/),
  on('closes-early', 'closes before it is unready', 'graceful-stop', /^stopped: failed requests/, STOPPED),
  on('stays-ready', 'is ready until it closes', 'graceful-stop', /^stopped: failed requests/, STOPPED),
  on('waits-too-short', 'closes too soon', 'graceful-stop', /^stopped: failed requests/, STOPPED),
  on('cuts-in-flight', 'breaks off what is under way', 'graceful-stop', /^stopped: failed requests/, STOPPED),
  on(
    'closes-database-first',
    'closes its database first',
    'graceful-stop',
    /^stopped: failed requests/,
    STOPPED,
  ),
  // The job that it had begun waits for its lease to run out: which of the two is seen first is the clock's.
  first(
    /^stopped: (web-1 ends|probe oldest open job)/,
    on('waits-too-long', 'waits longer than it may', 'graceful-stop', /^stopped: web-1 ends/, STOPPED),
  ),
  on('swallows-sigterm', 'does not end when asked to', 'graceful-stop', /^stopped: web-1 ends/, STOPPED),
  on('forgets-job', 'leaves jobs behind', 'graceful-stop', /: probe oldest open job/, STOPPED),
]

const ofWritesAndJobs: readonly TwinCase[] = [
  on('acknowledges-early', 'answers before it has written', 'kill-node', /^run: lost writes/, LOST),
  on('swallows-failed-write', 'answers what it has not written', 'kill-node', /^run: lost writes/, LOST),
  on('retries-without-key', 'writes some orders twice', 'kill-node', /^run: duplicated writes/, LOST),
  // What hangs does later what another has done meanwhile.
  on('ignores-key', 'takes the same order twice', 'kill-node', /^run: duplicated writes/, HUNG),
  on('takes-stock-twice', 'takes the stock of an order twice', 'kill-node', /^run: duplicated writes/, HUNG),
  on('loses-job', 'queues a job from memory', 'kill-node', /^run: lost jobs/, LOST),
  on('doubles-job', 'two workers do one job', 'graceful-stop', /: probe jobs done twice/, STOPPED),
  on(
    'short-lease',
    'a job is taken over while it is done',
    'graceful-stop',
    /: probe jobs done twice/,
    STOPPED,
  ),
]

const ofReadiness: readonly TwinCase[] = [
  on('ready-lies', READY, 'restart', /: longest false readiness/),
  on('ready-lies', READY, 'readiness', /^away: every instance is unready/, AWAY),
  on('ready-slow', 'notices late', 'readiness', /^away: every instance is unready/, AWAY),
  on('health-follows-database', 'calls itself dead', 'readiness', /: longest unhealthy time/, AWAY),
  on('hangs-without-database', 'waits without end', 'readiness', /^away: p99 time to fail/, [
    ...AWAY,
    'as=hang',
  ]),
  on('retries-at-once', 'tries again without a pause', 'readiness', /^away: p99 time to fail/, AWAY),
  on(
    'never-reconnects',
    'has lost its database for ever',
    'readiness',
    /^back: every instance is ready/,
    AWAY,
  ),
  on('dies-without-database', 'ends without its database', 'readiness', /: unexpected deaths/, AWAY),
  on('dies-on-broken-connection', 'ends by a broken connection', 'readiness', /: unexpected deaths/, AWAY),
  on('slow-boot', 'takes long to start', 'restart', /: boot time/),
  on('cold-start', 'is slow at first', 'restart', /^in turn.*: p95/),
]

const ofTime: readonly TwinCase[] = [
  on('leaks-memory', 'keeps something of each request', 'soak', /^soak: unexpected deaths/, SOAK),
  on('leaks-connections', 'does not give connections back', 'soak', /^soak: uptime/, SOAK),
  on('key-expires', 'works for a time only', 'soak', /^soak: uptime/, SOAK),
  // How far requests pile up is the machine's.
  first(
    /^soak: (longest unhealthy time|uptime|p95)/,
    on('burns-cores', 'takes all cores', 'soak', /^soak: p95/, SOAK),
  ),
]

const ofConfiguration: readonly TwinCase[] = [
  on('baked-config', 'has a value built in', 'runtime-config', /^other values: /),
  on('silent-default', 'starts without what it needs', 'runtime-config', /^missing values: /),
  on('names-nothing', 'does not say what is missing', 'runtime-config', /^missing values: /),
  on('leaks-secret', 'writes a secret to its log', 'runtime-config', /^secrets: no secret/),
  on('crash-anonymous', 'tells of no request', 'crash-supervision', /^crashed: a log has/),
]

const ofReleases: readonly TwinCase[] = [
  on(
    'contract-breaks',
    'the old code fails on the new schema',
    'migration-gate',
    /^migrated: failed requests/,
  ),
  on('hides-destructive', 'a destructive migration unmarked', 'migration-gate', /^migrated: failed requests/),
  on(
    'migrates-at-boot',
    'moves the schema when it starts',
    'migration-gate',
    /^gate: .*(does not get ready|migration-pending)/,
  ),
  on(
    'unready-ignores-migrations',
    'is ready while its migration is pending',
    'migration-gate',
    /^gate: .*does not get ready/,
  ),
  on('migration-races', 'migrates without a lock', 'migration-gate', /^migrated: migrate up/),
  // The rollout waits for an instance that never is what it should be.
  first(
    /^rollback: (failed requests|every instance serves)/,
    on('pins-newest', 'is not what was rolled back to', 'migration-gate', /^rollback: every instance serves/),
  ),
  on('version-lies', 'says another version', 'rolling-deploy', /^deploy: (deploy|every instance serves)/),
  on('ships-exits', 'does not boot', 'rolling-deploy', /^deploy: deploy the next release/),
  on('ships-never-ready', 'does not get ready', 'rolling-deploy', /^deploy: deploy the next release/),
  on('ships-failing', 'fails one request in twenty', 'rolling-deploy', /^deploy: failed requests/),
  // Its trigger may stop it before the window's own p95 has got worse.
  on('ships-slow', 'is slow for one in five', 'blue-green', /^switch: (p95|deploy the next release)/),
]

export const twins: readonly TwinCase[] = [
  ...ofEdgeAndSupervisor,
  ...ofStops,
  ...ofWritesAndJobs,
  ...ofReadiness,
  ...ofTime,
  ...ofConfiguration,
  ...ofReleases,
]
