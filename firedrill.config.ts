import { defineConfig, type ProcessesOptions, processes } from 'firedrill'

/** The fixture app: two instances of the shop behind its edge, with a throw-away Postgres. */
function shop(differing: { edge?: Record<string, string>; sabotage?: 'noop-fault' } = {}) {
  const database = { DATABASE_URL: '{services.db.url}' }
  const options: ProcessesOptions = {
    instances: 2,
    run: 'node {release}/server.js',
    env: { ...database, INSTANCE_NAME: '{name}' },
    port: { env: 'PORT' },
    health: '/health',
    ready: '/ready',
    version: '/version',
    probePath: '/products',
    stopTimeout: '45s',
    release: {
      build: 'node fixtures/shop/build.ts',
      path: 'fixtures/shop/releases/{version}',
      current: '1.0.0',
    },
    services: {
      db: {
        run: 'node fixtures/shop/postgres.ts',
        port: { env: 'PGPORT' },
        env: { PGDATA_DIR: '{state}/postgres' },
        url: 'postgres://postgres@127.0.0.1:{services.db.port}/postgres',
        ready: { tcp: true },
      },
    },
    prepare: [{ run: 'node {release}/migrate.js up', env: database }],
    edge: {
      run: 'node fixtures/edge/main.ts',
      port: { env: 'EDGE_PORT' },
      env: { EDGE_UPSTREAMS: '{instances}', EDGE_ACCESS_LOG: '{logs}/access.ndjson', ...differing.edge },
      ready: '/_edge/ready',
      accessLog: { file: '{logs}/access.ndjson' },
    },
    ...(differing.sabotage ? { sabotage: differing.sabotage } : {}),
  }
  return processes(options)
}

export default defineConfig({
  loads: { shop: { script: 'scenarios/browse-and-order.ts', requestTimeout: '2s' } },
  target: shop(),
  environments: {
    // Negative controls: what the drills must catch, each broken in just one way.
    'bare-edge': { target: shop({ edge: { EDGE_ACTIVE: 'off', EDGE_PASSIVE: 'off', EDGE_RETRIES: '0' } }) },
    'no-op-kill': { target: shop({ sabotage: 'noop-fault' }) },
  },
})
