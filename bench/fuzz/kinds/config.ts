/** What a configuration file exports, down to the targets that are made of it. */
import { createTarget } from '../../../src/cli/wire.ts'
import { env } from '../../../src/config/env.ts'
import { configOf } from '../../../src/config/load.ts'
import { compose, processes } from '../../../src/config/targets.ts'
import type { Kind } from '../kind.ts'
import { changedValue } from '../values.ts'

const FILE = '/project/firedrill.config.ts'

export const configurations: Kind = {
  what: 'firedrill.config.ts',
  share: 8000,
  async prepare() {
    const whole = written()
    return (random) => {
      // What holds itself can be put in, but not gone through once more.
      const first = random.chance(0.3) ? changedValue(whole, random) : null
      const last = changedValue(first?.value ?? whole, random, 'code')
      const { value } = last
      const environment = random.pick([null, null, 'staging', 'production', '__proto__', 'constructor'])
      const variables = random.chance(0.8) ? { DATABASE_URL: 'postgres://shop:secret@db/shop' } : {}
      return {
        how: `${[...(first ? [first.how] : []), last.how].join(', then ')}; environment ${environment}`,
        read() {
          const { config, root, secrets, recorded, explained } = configOf(value, FILE, {
            environment,
            env: variables,
          })
          const text = JSON.stringify(recorded)
          if (text.includes('shop:secret')) return { wrong: 'a secret stands in what is recorded' }
          if (explained.some(({ value: shown }) => typeof shown !== 'string'))
            return { wrong: 'a value is not explained' }
          const times = [
            config.warmUpMs,
            config.prober.intervalMs,
            ...Object.values(config.loads).map((load) => load.requestTimeoutMs),
          ]
          if (!times.every(Number.isFinite)) return { wrong: 'a time is none' }
          for (const [name, target] of Object.entries({
            ...config.targets,
            ...(config.target ? { own: config.target } : {}),
          }))
            createTarget(target.kind, target.options, { root, secrets, at: `targets.${name}` })
          return 'whole'
        },
      }
    }
  },
}

function written(): unknown {
  return {
    loads: {
      shop: {
        script: 'scenarios/shop.ts',
        requestTimeout: '2s',
        vus: 20,
        env: { A: 'b' },
        args: ['--tag', 'a=b'],
      },
      other: 'scenarios/other.ts',
    },
    targets: {
      processes: processes({
        instances: 2,
        run: 'node server.js',
        port: { env: 'PORT' },
        env: { DATABASE_URL: env('DATABASE_URL') },
        ready: '/ready',
        version: { path: '/version', keys: { version: 'v' } },
        edge: {
          run: 'nginx -c {root}/nginx.conf',
          url: 'http://127.0.0.1:8080',
          accessLog: { file: '{logs}/access.ndjson' },
        },
        services: { db: { external: env('DATABASE_URL') }, queue: { run: 'node queue.js' } },
        release: { path: 'releases/{version}', current: '1.0.0', next: '1.1.0' },
        deploy: { strategy: 'canary', canary: { share: '20%', intervals: 10 } },
        required: ['DATABASE_URL'],
        stopTimeout: '45s',
        drainTime: '30s',
      }),
      compose: compose({
        instances: ['web-1', 'web-2'],
        edge: { service: 'edge', port: 8080, accessLog: {} },
        services: { db: { port: 5432 } },
        release: { variable: 'TAG', image: 'shop:{version}', current: '1.0.0' },
      }),
    },
    prefer: ['compose', 'processes'],
    environments: {
      staging: {
        target: compose({
          manage: 'existing',
          project: 'shop',
          instances: ['web-1'],
          edge: { service: 'edge', port: 80 },
        }),
        load: { maxRate: '50/s' },
        warmUp: '10s',
      },
      production: { loads: { shop: 'other.ts' } },
    },
    probes: {
      queue: { http: '{edge}/queue', json: 'jobs.waiting', every: '1s' },
      disk: { command: ['df', '-h'], timeout: '5s' },
    },
    ledger: { http: '{edge}/stored', timeout: '30s' },
    prober: { interval: '20ms', path: '/products' },
    warmUp: '5s',
    redact: ['secret-[a-z]+', /token=\w+/],
    handlers: { fill: () => undefined },
    indicators: { mine: { version: 1, measure: () => 1 } },
  }
}
