/**
 * A target in memory: instances are entries of a list, and a `Net` of its own shows them as a network would. It
 * offers every capability but `traffic`. For tests of whatever works on a target.
 */
import { join } from 'node:path'
import type { Net } from '../host/host.ts'
import { boot, createFakeApp, EDGE_PORT, type FakeApp, find, halt, observed } from './fake/app.ts'
import { fakeCommands } from './fake/commands.ts'
import { deployOf } from './fake/deploy.ts'
import { crashOf, lifecycleOf, networkOf, suspendOf } from './fake/lifecycle.ts'
import { linksOf } from './fake/links.ts'
import { migrationsOf } from './fake/migrations.ts'
import { netOf } from './fake/net.ts'
import { type FakeOptions, settingsOf } from './fake/options.ts'
import { resourcesOf } from './fake/resources.ts'
import { servicesOf } from './fake/services.ts'
import { storageOf } from './fake/storage.ts'
import { trialOf } from './fake/trial.ts'
import type { CapabilityName, Logs, RunningTarget, Target, TargetContext } from './target.ts'

export type { FakeMigration, FakeOptions } from './fake/options.ts'

export interface FakeTarget extends Target {
  /** What a client of the fake's addresses sees. */
  readonly net: Net
  /** Ends an instance as if it had crashed, with nothing that brings it back. */
  crash(name: string): void
  /** Lets an instance answer its readiness endpoint with 503. */
  unready(name: string): void
  /** Ends that. */
  ready(name: string): void
  /** What the edge was told last, by name; null: nothing. */
  weights(): Readonly<Record<string, number>> | null
}

const OFFERED: readonly CapabilityName[] = [
  'lifecycle',
  'suspend',
  'network',
  'resources',
  'storage',
  'crash',
  'deploy',
  'migrations',
  'services',
  'links',
  'trial',
  'logs',
]

export function createFakeTarget(count = 2, options: FakeOptions = {}): FakeTarget {
  const settings = settingsOf(options)
  const app = createFakeApp(count, settings)
  const capabilities = OFFERED.filter((name) => !settings.without.includes(name))
  const offers = (name: CapabilityName) => capabilities.includes(name)
  const instanceNames = [...app.serving]
  return {
    kind: 'fake',
    capabilities,
    instanceNames,
    lockIdentity: null,
    strategy: offers('deploy') ? settings.strategy : null,
    canRoute: offers('deploy') && settings.routes,
    services: offers('services') ? settings.services : [],
    links: offers('links') ? settings.services : [],
    releases: offers('deploy') ? settings.versions : null,
    crashWays: offers('crash') ? ['abort', 'request'] : [],
    net: netOf(app),
    explain: async () => [],
    examine: async () => [],
    usable: async () => ({ yes: true, why: 'it is in memory' }),
    check: async () => [],
    commands: (step) => fakeCommands(step, instanceNames),
    async start(context) {
      await Promise.all(app.all.map((instance) => boot(app, instance, context)))
      return runningOf(app, offers, context)
    },
    crash(name) {
      find(app, name).state = 'down'
      app.ends.push({ name, atMs: 0, how: 'signal SIGSEGV', lastLines: ['segmentation fault'] })
    },
    unready(name) {
      find(app, name).state = 'unready'
    },
    ready(name) {
      find(app, name).state = 'ready'
    },
    weights: () => (app.weights === null ? null : Object.fromEntries(app.weights)),
  }
}

function runningOf(
  app: FakeApp,
  offers: (name: CapabilityName) => boolean,
  context: TargetContext,
): RunningTarget {
  return {
    edge: new URL(`http://127.0.0.1:${EDGE_PORT}`),
    probePath: '/',
    paths: { health: '/health', ready: '/ready' },
    variables: { edge: `http://127.0.0.1:${EDGE_PORT}` },
    instances: async () => app.serving.map((name) => observed(app, find(app, name))),
    ...(offers('lifecycle') ? { lifecycle: lifecycleOf(app, context) } : {}),
    ...(offers('suspend') ? { suspend: suspendOf(app, context) } : {}),
    ...(offers('network') ? { network: networkOf(app, context) } : {}),
    ...(offers('resources') ? { resources: resourcesOf(app, context) } : {}),
    ...(offers('storage') ? { storage: storageOf(app, context) } : {}),
    ...(offers('crash') ? { crash: crashOf(app, context) } : {}),
    ...(offers('deploy') ? { deploy: deployOf(app, context) } : {}),
    ...(offers('migrations') ? { migrations: migrationsOf(app, context) } : {}),
    ...(offers('services') ? { services: servicesOf(app, context) } : {}),
    ...(offers('links') ? { links: linksOf(app, context) } : {}),
    ...(offers('trial') ? { trial: trialOf(app, context) } : {}),
    ...(offers('logs') ? { logs: logsOf(app, context) } : {}),
    async stop() {
      for (const instance of [...app.all]) await halt(app, instance, context)
    },
    cpuMs: async () => 0,
    endAsked: () => [...app.endAsked],
    unexpectedEnds: () => [...app.ends],
  }
}

function logsOf(app: FakeApp, { logsDir }: TargetContext): Logs {
  const known = (name: string) => [...app.all, ...app.services].some((each) => each.name === name)
  return { file: (name) => (known(name) ? join(logsDir, `${name}.log`) : null) }
}
