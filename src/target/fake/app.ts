/** The app in memory: its instances and services as entries, and how they come and go. */
import { FiredrillError } from '../../errors.ts'
import type {
  CommandLine,
  Instance,
  InstanceIdentity,
  Release,
  ResourceLimits,
  TargetContext,
  UnexpectedEnd,
} from '../target.ts'
import type { FakeMigration, FakeSettings } from './options.ts'

export interface FakeApp {
  settings: FakeSettings
  /** Every instance that there is. */
  all: FakeInstance[]
  /** The names of those that are the app. */
  serving: readonly string[]
  services: FakeService[]
  migrations: FakeMigration[]
  /** What the edge was told; null: nothing yet, each that is of the app gets requests. */
  weights: Map<string, number> | null
  ends: UnexpectedEnd[]
  endAsked: Set<string>
}

export interface FakeInstance {
  name: string
  port: number
  /** `restarting`: its process is gone, its supervisor lives; `cut off`: it runs, on no network. */
  state: 'down' | 'ready' | 'unready' | 'paused' | 'restarting' | 'cut off'
  identity: InstanceIdentity
  release: Release
  limits: ResourceLimits
  /** Of its `/tmp`. */
  freeBytes: number
}

export interface FakeService {
  name: string
  port: number
  state: 'up' | 'stopped' | 'hang'
  identity: InstanceIdentity
}

export const EDGE_PORT = 9000
const FIRST_SERVICE_PORT = 9900
const FIRST_PID = 5000
export const NEVER: InstanceIdentity = { process: null, bootId: null, mark: null }

const UNLIMITED: ResourceLimits = { cpus: 0, memoryBytes: 0 }

let booted = 0

export function createFakeApp(count: number, settings: FakeSettings): FakeApp {
  const app: FakeApp = {
    settings,
    all: [],
    serving: Array.from({ length: count }, (_, index) => `web-${index + 1}`),
    services: settings.services.map((name, index) => ({
      name,
      port: FIRST_SERVICE_PORT + index,
      state: 'up',
      identity: NEVER,
    })),
    migrations: settings.migrations.map((migration) => ({ ...migration })),
    weights: null,
    ends: [],
    endAsked: new Set(),
  }
  for (const name of app.serving) addInstance(app, name, releaseOf(settings.versions.current))
  return app
}

export const TMP_BYTES = 16 * 2 ** 20

export function addInstance(app: FakeApp, name: string, release: Release): FakeInstance {
  const port = 1 + Math.max(EDGE_PORT, ...app.all.map((each) => each.port))
  const instance: FakeInstance = {
    name,
    port,
    state: 'down',
    identity: NEVER,
    release,
    limits: { ...UNLIMITED },
    freeBytes: TMP_BYTES,
  }
  app.all.push(instance)
  return instance
}

export function releaseOf(version: string): Release {
  return { version, digest: `digest of ${version.replace(/\+.*$/, '')}`, where: `/releases/${version}` }
}

/** What is wrong with a release, by the end of its version. */
export function breakageOf({ version }: Release): string | null {
  return /[+-](exits|never-ready|slow|failing)$/.exec(version)?.[1] ?? null
}

/** Starts it with the release that it is pointed at. Throws `start-failed` or `never-ready`; it is down then. */
export async function boot(app: FakeApp, instance: FakeInstance, context: TargetContext): Promise<void> {
  const mark = context.nextMark()
  const { name, release } = instance
  const intent = {
    what: `start ${name}`,
    undo: { kind: 'end-processes', args: { mark } },
    command: typed(['fake-server', name]),
  }
  await context.change(intent, async () => {
    await app.settings.beforeReady(name, release)
    const breakage = breakageOf(release)
    if (breakage === 'exits') throw failed('start-failed', `${name} ended before it was ready (exit code 1).`)
    if (breakage === 'never-ready') throw failed('never-ready', `${name} was not ready within 30 s.`)
    born(instance, mark)
    app.endAsked.delete(name)
  })
}

/** A new process under the mark, ready. */
export function born(instance: FakeInstance, mark: string | null): void {
  instance.identity = newIdentity(mark)
  instance.state = 'ready'
}

export function newIdentity(mark: string | null): InstanceIdentity {
  booted++
  return { process: { pid: FIRST_PID + booted, startTime: `${booted}` }, bootId: `boot-${booted}`, mark }
}

export async function halt(app: FakeApp, instance: FakeInstance, { change }: TargetContext): Promise<void> {
  app.endAsked.add(instance.name)
  if (instance.state === 'down') return
  const undo = { kind: 'covered', args: { by: `start ${instance.name}` } }
  const command = typed(['kill', '-TERM', String(instance.identity.process?.pid)])
  await change({ what: `stop ${instance.name}`, undo, command }, async () => {
    instance.state = 'down'
  })
}

/** Checks that fail by an instance's own word. */
export function failing(app: FakeApp, { state }: FakeInstance): string[] {
  const lost = app.services.filter((service) => service.state !== 'up').map(({ name }) => name)
  return state === 'unready' ? ['self', ...lost] : lost
}

export function observed(app: FakeApp, instance: FakeInstance): Instance {
  const { name, port, state, identity, release } = instance
  const url = `http://127.0.0.1:${port}`
  const silent = { name, url, release: null, ready: false }
  if (state === 'down') return { ...silent, identity: null }
  if (state === 'restarting') return { ...silent, identity: { ...NEVER, mark: identity.mark } }
  // One that hangs, or that nobody reaches, does not tell its boot id.
  if (state === 'paused' || state === 'cut off') return { ...silent, identity: { ...identity, bootId: null } }
  const { version, digest } = release
  const said = { version, digest, source: 'version endpoint' }
  return { name, url, identity, release: said, ready: failing(app, instance).length === 0 }
}

export function find(app: FakeApp, name: string): FakeInstance {
  const found = app.all.find((instance) => instance.name === name)
  if (found) return found
  throw refused(`The target has no instance "${name}".`)
}

/** Throws when it is down. */
export function up(app: FakeApp, { name }: { name: string }): FakeInstance {
  const found = find(app, name)
  if (found.state !== 'down') return found
  throw refused(`${name} is down: there is nothing to hit.`)
}

export function refused(message: string): FiredrillError {
  return new FiredrillError('drill-invalid', message, { hint: 'Look at what the target has.' })
}

function failed(code: 'start-failed' | 'never-ready', message: string): FiredrillError {
  return new FiredrillError(code, message, { hint: 'Look at its log.' })
}

export function typed(argv: string[]): CommandLine {
  return { argv, cwd: '/', env: {} }
}
