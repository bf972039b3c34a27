import { type ComposeOptions, compose, defineConfig, type ProcessesOptions, processes } from 'firedrill'

/** What makes one environment differ from the plain one. */
interface Differing {
  /** The release that serves when a drill begins, and the one that is shipped. */
  current?: string
  next?: string
  app?: Record<string, string>
  edge?: Record<string, string>
  deploy?: ProcessesOptions['deploy']
  /** Arguments of the shop's supervisor; without them none is there. */
  supervisor?: string
  ready?: string
  /** False: the edge cannot be told, and each instance has to drain by itself. */
  route?: false
  stopTimeout?: '6s'
  drainTime?: '5s'
  sabotage?: ProcessesOptions['sabotage']
}

/** The fixture app: two instances of the shop behind its edge, with a throw-away Postgres. */
function shop(differing: Differing = {}) {
  return processes(shopOptions(differing))
}

function shopOptions(differing: Differing = {}): ProcessesOptions {
  const database = { DATABASE_URL: '{services.db.url}' }
  const server = 'node {release}/server.js'
  return {
    instances: 2,
    run:
      differing.supervisor === undefined
        ? server
        : `node fixtures/supervisor/main.ts ${differing.supervisor} -- ${server}`,
    env: {
      ...database,
      INSTANCE_NAME: '{name}',
      CRASH_ROUTE: 'on',
      // A request fails before the edge gives it up.
      DB_STATEMENT_TIMEOUT_MS: '900',
      DB_CONNECT_TIMEOUT_MS: '500',
      // About six exports are under way on an instance at any time.
      EXPORT_MS: '6000',
      EXPORT_LEASE_MS: '15000',
      SEARCH_MS: '600',
      ...differing.app,
    },
    port: { env: 'PORT' },
    health: '/health',
    ready: differing.ready ?? '/ready',
    version: '/version',
    probePath: '/products',
    readyTimeout: '10s',
    stopTimeout: differing.stopTimeout ?? '45s',
    drainTime: differing.drainTime ?? '30s',
    crash: '/_crash',
    required: ['DATABASE_URL', 'PORT', 'INSTANCE_NAME'],
    secrets: ['not-for-reports'],
    release: {
      build: 'node fixtures/shop/build.ts --version {version}',
      path: 'fixtures/shop/releases/{version}',
      current: differing.current ?? '1.0.0',
      next: differing.next ?? '1.1.0',
      check: 'node {release}/server.js --check',
    },
    deploy: differing.deploy ?? { strategy: 'rolling', settle: '1s' },
    migrations: {
      status: 'node {release}/migrate.js status',
      up: 'node {release}/migrate.js up',
      down: 'node {release}/migrate.js down',
      env: database,
    },
    services: {
      db: {
        run: 'node fixtures/shop/postgres.ts',
        port: { env: 'PGPORT' },
        env: { PGDATA_DIR: '{state}/postgres' },
        url: 'postgres://postgres:not-for-reports@127.0.0.1:{services.db.port}/postgres',
        ready: { tcp: true },
      },
    },
    prepare: [{ run: 'node {release}/migrate.js up', env: database }],
    edge: {
      // firedrill's own edge, started as one of the team's: its variables make the twins below.
      run: 'node src/target/edge/main.ts',
      port: { env: 'EDGE_PORT' },
      env: { EDGE_UPSTREAMS: '{instances}', EDGE_ACCESS_LOG: '{logs}/access.ndjson', ...differing.edge },
      ready: '/_edge/ready',
      ...(differing.route === false ? {} : { route: 'node src/target/edge/route.ts {edge.url} {upstreams}' }),
      accessLog: { file: '{logs}/access.ndjson' },
    },
    ...(differing.sabotage ? { sabotage: differing.sabotage } : {}),
  }
}

/** On ports of its own, released by scripts: what is rehearsed is what anybody can type who has the runbook. */
function shopByHand() {
  const { edge, ...options } = shopOptions()
  const own = typeof edge === 'object' ? edge : {}
  const ship = ['fixtures/by-hand/ship', '{release}', '{instances}']
  return processes({
    ...options,
    run: 'fixtures/by-hand/serve {name} {release}',
    ports: [4101, 4102],
    edge: { ...own, port: 4100, env: { ...own.env, EDGE_PORT: '{port}' } },
    deploy: { run: ship, rollback: ship, timeout: '2m' },
  })
}

/** What makes one environment of containers differ from the plain one. */
interface DifferingContainers {
  current?: string
  next?: string
  /** Beside compose.yml, in compose/. */
  files?: string[]
  /** Values for the variables of the Compose files. */
  env?: Record<string, string>
  deploy?: ComposeOptions['deploy']
  ready?: string
  route?: false
  drainTime?: '5s'
  /** Its instances are the replicas of one service. */
  scaled?: boolean
  sabotage?: 'noop-fault' | 'noop-heal'
}

/** The same app under Compose: HAProxy, Postgres, and an image for each release. */
function containers(differing: DifferingContainers = {}) {
  const options: ComposeOptions = {
    files: [differing.scaled ? 'scaled.yml' : 'compose.yml', ...(differing.files ?? [])].map(
      (file) => `compose/${file}`,
    ),
    ...(differing.env ? { env: differing.env } : {}),
    // For machines that have other images than the official ones.
    inheritEnv: ['NODE_IMAGE', 'POSTGRES_IMAGE', 'HAPROXY_IMAGE'],
    instances: differing.scaled ? { service: 'web', count: 2 } : ['web-1', 'web-2'],
    edge: {
      service: 'edge',
      port: 8080,
      ready: '/_edge/ready',
      ...(differing.route === false ? {} : { route: 'docker compose exec -T edge weights {weights}' }),
      accessLog: {},
    },
    services: { db: { port: 5432 } },
    prepare: [{ run: 'docker compose run --rm -T migrate migrate.js up' }],
    health: '/health',
    ready: differing.ready ?? '/ready',
    version: '/version',
    probePath: '/products',
    drainTime: differing.drainTime ?? '30s',
    crash: '/_crash',
    required: ['DATABASE_URL', 'PORT', 'INSTANCE_NAME'],
    secrets: ['not-for-reports'],
    release: {
      variable: 'SHOP_TAG',
      image: 'firedrill-shop:{version}',
      build: `docker compose build ${differing.scaled ? 'web' : 'web-1'}`,
      current: differing.current ?? '1.0.0',
      next: differing.next ?? '1.1.0',
      broken: { node: process.env.NODE_IMAGE ?? 'node:24-bookworm-slim' },
    },
    ...(differing.deploy ? { deploy: differing.deploy } : {}),
    ...(differing.sabotage ? { sabotage: differing.sabotage } : {}),
    migrations: {
      status: 'docker compose run --rm -T migrate migrate.js status',
      up: 'docker compose run --rm -T migrate migrate.js up',
      down: 'docker compose run --rm -T migrate migrate.js down',
    },
  }
  return compose(options)
}

/** The app as a release that is broken in one way; what is shipped is broken in the same way. */
function twin(name: string, differing: Differing = {}, contained: DifferingContainers = {}) {
  const releases = { current: `1.0.0-${name}`, next: `1.1.0-${name}` }
  return both({ ...releases, ...differing }, { ...releases, ...contained })
}

function twinOfProcesses(name: string, differing: Differing = {}) {
  return { target: shop({ current: `1.0.0-${name}`, next: `1.1.0-${name}`, ...differing }) }
}

/** A good release that serves, and a bad one that is shipped. */
function shipping(next: string) {
  return both({ next }, { next })
}

/** The same on either target. */
function both(differing: Differing, contained: DifferingContainers) {
  return { targets: { compose: containers(contained), processes: shop(differing) } }
}

const blueGreen = { strategy: 'blue-green', settle: '1s' } as const
const canary = { strategy: 'canary', settle: '1s' } as const
/** An edge that lets the app's own time limits speak. */
const patient = { EDGE_TIMEOUT_MS: '4000' }
/** So much that a healthy instance does well in it, and one that leaks not for long. */
const smallMemory = { NODE_OPTIONS: '--max-old-space-size=128' }
/** An edge that tries nothing twice, so that what an instance loses is lost. */
const once = { EDGE_RETRIES: '0' }

const edgeOnce: DifferingContainers = { files: ['edge-once.yml'], route: false }

export default defineConfig({
  loads: {
    shop: { script: 'scenarios/browse-and-order.ts', requestTimeout: '2s' },
    'slow-work': { script: 'scenarios/shop-with-slow-work.ts', requestTimeout: '5s' },
  },
  targets: {
    compose: containers(),
    processes: shop(),
    'compose-scaled': containers({ scaled: true, route: false }),
    // What is rehearsed is the team's own deploy.
    'compose-command': containers({ deploy: { run: 'compose/ship', rollback: 'compose/ship' } }),
  },
  prefer: ['compose', 'processes'],
  probes: {
    'open jobs': { http: '{edge}/jobs', json: 'open' },
    'jobs done twice': { http: '{edge}/jobs', json: 'twice' },
    'oldest open job': { http: '{edge}/jobs', json: 'oldestOpenMs' },
  },
  // The shop's own word on its orders; every instance gives the same.
  ledger: { http: '{edge}/ledger' },
  environments: {
    'blue-green': {
      targets: {
        compose: containers({ files: ['blue-green.yml'], deploy: blueGreen }),
        processes: shop({ deploy: blueGreen }),
      },
    },
    canary: {
      targets: {
        compose: containers({ files: ['canary.yml'], deploy: canary }),
        processes: shop({ deploy: canary }),
      },
    },
    // For the runbook, and for a person who follows it: docs/runbook.md.
    'by-hand': {
      target: shopByHand(),
      runbook: {
        tell: [
          'whoever is on call: before the deploy, and at once when it is rolled back',
          'the channel #releases: the version, when it begins and when it is over',
        ],
      },
    },
    // For bench/kill-sweep.ts, which judges nothing: the less a run burdens the machine, the more can be swept at once.
    swept: { warmUp: '1s', prober: { interval: '200ms' } },
    // Under Compose the engine restarts what crashes, by the restart policy.
    supervised: { targets: { compose: containers(), processes: shop({ supervisor: '' }) } },

    // Negative controls: what the drills must catch, each broken in just one way.
    'bare-edge': {
      targets: {
        compose: containers({ env: { EDGE_CONFIG: './haproxy/twin-bare.cfg' } }),
        processes: shop({ edge: { EDGE_ACTIVE: 'off', EDGE_PASSIVE: 'off', EDGE_RETRIES: '0' } }),
      },
    },
    'no-op': {
      targets: {
        compose: containers({ sabotage: 'noop-fault' }),
        processes: shop({ sabotage: 'noop-fault' }),
      },
    },
    // Nothing is healed, and the clean-up has to notice.
    'no-op-heal': {
      targets: {
        compose: containers({ sabotage: 'noop-heal' }),
        processes: shop({ sabotage: 'noop-heal' }),
      },
    },
    // As HAProxy comes, with `check` and nothing else: it sees that an instance takes connections, not that it answers.
    'stock-edge': { target: containers({ env: { EDGE_CONFIG: './haproxy/twin-stock.cfg' } }) },
    // On the wire before the edge. The shop knows by its key what arrives twice: that is no fault of it.
    'doubled-requests': { target: shop({ sabotage: 'duplicates' }) },
    'slow-after-loss': { target: shop({ edge: { EDGE_SLOW_AFTER_LOSS_MS: '2500' } }) },
    'keeps-lock': twinOfProcesses('keeps-lock', { app: { LOCK_FILE: '{state}/lock-of-{name}' } }),
    'edge-once': both({ edge: once, route: false }, edgeOnce),
    'drain-broken': twin('drain-broken', { edge: once, route: false }, edgeOnce),
    'swallows-sigterm': twin(
      'swallows-sigterm',
      { stopTimeout: '6s', drainTime: '5s' },
      { env: { SHOP_STOP_GRACE: '6s' }, drainTime: '5s' },
    ),
    'forgets-job': twin('forgets-job'),
    'ready-lies': twin('ready-lies'),
    'slow-boot': twin('slow-boot'),
    'ready-slow': twin('ready-slow'),
    'health-follows-database': twin('health-follows-database'),
    // HAProxy's patience is its configuration's: on containers there is no such edge.
    'hangs-without-database': twinOfProcesses('hangs-without-database', { edge: patient }),
    'small-pool': { target: containers({ env: { DB_POOL: '1' } }) },
    'dies-on-broken-connection': twin('dies-on-broken-connection'),
    'patient-edge': { target: shop({ edge: patient }) },
    'dies-without-database': twin('dies-without-database'),
    'baked-config': twin('baked-config'),
    'silent-default': twin('silent-default'),
    'names-nothing': twin('names-nothing'),
    'leaks-secret': twin('leaks-secret'),
    'contract-breaks': shipping('1.1.0-contract-breaks'),
    'migrates-at-boot': shipping('1.1.0-migrates-at-boot'),
    'unready-ignores-migrations': shipping('1.1.0-unready-ignores-migrations'),
    'migration-races': shipping('1.1.0-migration-races'),
    'crash-anonymous': twin('crash-anonymous', { supervisor: '' }),
    'supervisor-gives-up': both({ supervisor: '--no-restart' }, { env: { SHOP_RESTART: 'no' } }),
    'supervisor-hurries': { target: shop({ supervisor: '--no-backoff' }) },
    'switch-gaps': {
      target: shop({ deploy: blueGreen, edge: { EDGE_SWITCH: 'gap' } }),
    },
    'canary-blind': {
      target: shop({
        deploy: {
          ...canary,
          canary: { latencyRatio: 100, errorMargin: '100%', hardErrors: '100%', hardP95: '1m' },
        },
      }),
    },
    // Writes and jobs.
    'acknowledges-early': twin('acknowledges-early'),
    'swallows-failed-write': twin('swallows-failed-write'),
    'ignores-key': twin('ignores-key'),
    'retries-without-key': twin('retries-without-key'),
    'takes-stock-twice': twin('takes-stock-twice'),
    'loses-job': twin('loses-job'),
    'doubles-job': twin('doubles-job'),
    // An export takes 6 s: it is taken over, and made again, while it is being made.
    'short-lease': { target: shop({ app: { EXPORT_LEASE_MS: '2000' } }) },
    // Stops. Behind an edge that tries nothing twice, for it would hide what they lose.
    'closes-early': twin('closes-early', { edge: once, route: false }, edgeOnce),
    'stays-ready': twin('stays-ready', { edge: once, route: false }, edgeOnce),
    // Searches long enough that some are always under way, behind an edge that lets them.
    'cuts-in-flight': twinOfProcesses('cuts-in-flight', {
      edge: { ...once, ...patient },
      route: false,
      app: { SEARCH_MS: '900' },
    }),
    'closes-database-first': twin('closes-database-first', { edge: once, route: false }, edgeOnce),
    // Two bad checks, 150 ms apart, take an instance out.
    'waits-too-short': { target: shop({ app: { BALANCER_WAIT_MS: '20' }, edge: once, route: false }) },
    'waits-too-long': {
      target: shop({ app: { BALANCER_WAIT_MS: '20000' }, stopTimeout: '6s', drainTime: '5s' }),
    },
    // What shows with the time.
    'cold-start': twin('cold-start'),
    'key-expires': twin('key-expires'),
    'burns-cores': twin('burns-cores'),
    'small-memory': { target: shop({ app: smallMemory }) },
    'leaks-memory': twinOfProcesses('leaks-memory', { app: smallMemory }),
    // A pool that does not get its connections back is never closed: its stop would take as long as it may.
    'leaks-connections': twin('leaks-connections', { app: { DRAIN_LIMIT_MS: '3000' } }),
    // A lost database.
    'retries-at-once': twinOfProcesses('retries-at-once', { edge: patient }),
    'never-reconnects': twin('never-reconnects'),
    // Releases.
    'ships-exits': shipping('1.1.0-exits'),
    'ships-never-ready': shipping('1.1.0-never-ready'),
    'ships-failing': shipping('1.1.0-failing'),
    'ships-slow': { target: shop({ next: '1.1.0-slow', deploy: blueGreen }) },
    'version-lies': shipping('1.1.0-version-lies'),
    'pins-newest': twinOfProcesses('pins-newest', { app: { UPDATE_NOTE: '{state}/newest-of-{name}' } }),
    'hides-destructive': both(
      { current: '1.1.0', next: '1.2.0-hides-destructive' },
      { current: '1.1.0', next: '1.2.0-hides-destructive' },
    ),
    // An edge that asks for itself would keep users from what the gate lets through.
    'gate-asks-health': { target: shop({ ready: '/health', route: false, edge: { EDGE_ACTIVE: 'off' } }) },
  },
})
