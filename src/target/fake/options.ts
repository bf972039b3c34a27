/** What a fake target is told to be. Everything left out is healthy, at hand and offered. */
import type { CapabilityName, GateFinding, Release, Stopped, Strategy } from '../target.ts'

export interface FakeOptions {
  /** Not offered. */
  without?: readonly CapabilityName[]
  strategy?: Strategy
  versions?: { current: string; next: string | null }
  /** Versions at hand; default the two above. `-exits`, `-never-ready` or `-failing` at a version's end makes it so. */
  releases?: readonly string[]
  /** What `verify` finds. */
  findings?: (release: Release) => GateFinding[]
  /** False: the edge cannot be told. */
  routes?: boolean
  /** False: answers do not tell who gave them. */
  tells?: boolean
  /** The user's own deploy and rollback commands fail. */
  commandFails?: boolean
  /** Called while an instance starts, before it is ready; what it throws makes the start fail. */
  beforeReady?: (name: string, release: Release) => Promise<void>
  /** How a stop ends, where it is not a good one. */
  stopped?: Partial<Stopped>
  /** How long it says that it takes to end, ms; null: it does not say. */
  drainMs?: number | null
  /** How long a supervisor takes to bring a crashed process back, ms; null: there is none. */
  restartMs?: number | null
  migrations?: readonly FakeMigration[]
  services?: readonly string[]
  /** False: the instances go to their services by another way. */
  usesLinks?: boolean
  required?: readonly string[]
  /** Files in which a secret stands. */
  leaks?: readonly string[]
  /** What each instance uses. */
  memoryBytes?: number
  /** False: an instance wants no more CPU than its limit lets it have. */
  throttles?: boolean
}

export interface FakeMigration {
  name: string
  /** The first version that brings it. */
  since: string
  destructive: boolean | null
  applied: boolean
}

export type FakeSettings = Required<FakeOptions>

export function settingsOf(options: FakeOptions): FakeSettings {
  const versions = options.versions ?? { current: '1.0.0', next: '1.1.0' }
  const { current, next } = versions
  return {
    without: [],
    strategy: { kind: 'rolling', settleMs: 0 },
    versions,
    releases: next === null ? [current] : [current, next],
    findings: () => [],
    routes: true,
    tells: true,
    commandFails: false,
    beforeReady: async () => undefined,
    stopped: {},
    drainMs: null,
    restartMs: 20,
    migrations: [],
    services: ['db'],
    usesLinks: true,
    required: ['DATABASE_URL', 'PORT'],
    leaks: [],
    memoryBytes: 50 * 2 ** 20,
    throttles: true,
    ...options,
  }
}
