/**
 * The instance watch: five times a second it asks every instance, past the edge, whether it is healthy, ready, and
 * serves a request such as users make. What an instance says of itself can be held against what was true afterwards.
 */
import type { Host } from '../../host/host.ts'
import type { InstanceState } from '../../journal/events.ts'
import type { Journal } from '../../journal/writer.ts'
import type { Instance, RunningTarget } from '../../target/target.ts'
import type { InstanceWatch } from '../stage.ts'
import { createEndpoints, type Endpoints, type Said } from './endpoints.ts'
import { createSideBySide } from './side-by-side.ts'
import { type Headers, told } from './told.ts'

const EVERY_MS = 200
/** A look takes what was answered by then; what hangs is waited for beside it. */
const LOOK_MS = 150
/** Which instances there are, and what lives of them, costs more to see. */
const OBSERVE_EVERY_MS = 1000
const REPORT_EVERY_MS = 1000

export interface RunningWatch extends InstanceWatch {
  /** Resolves once the last look has ended. */
  stop(): Promise<void>
}

/** Resolves after the first look. */
export async function startWatch(
  host: Pick<Host, 'clock' | 'net'>,
  journal: Journal,
  target: RunningTarget,
): Promise<RunningWatch> {
  const watch = new Watch(host, journal, target)
  await watch.begin()
  return watch
}

class Watch implements RunningWatch {
  readonly #host: Pick<Host, 'clock' | 'net'>
  readonly #journal: Journal
  readonly #target: RunningTarget
  readonly #stopped = new AbortController()
  readonly #endpoints = new Map<string, Endpoints>()
  /** As the target saw them last. */
  #observed: readonly Instance[] = []
  #observedMs = Number.NEGATIVE_INFINITY
  #observing: Promise<void> | null = null
  /** What the headers of each said when the target was asked, or first after it. */
  #headers = new Map<string, Headers>()
  readonly #processes = createSideBySide()
  #tellsBootId = false
  /** Something changed since the target was asked. */
  #stale = false
  readonly #states = new Map<string, InstanceState>()
  #looks = 0
  #reportedMs = 0
  #ended: Promise<void> = Promise.resolve()

  constructor(host: Pick<Host, 'clock' | 'net'>, journal: Journal, target: RunningTarget) {
    this.#host = host
    this.#journal = journal
    this.#target = target
  }

  now(): readonly InstanceState[] {
    return [...this.#states.values()]
  }

  async begin(): Promise<void> {
    await this.#observe()
    this.#reportedMs = this.#host.clock.monoMs()
    await this.#look()
    this.#ended = this.#goOn()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#ended
    await this.#observing
    this.#report()
  }

  async #goOn(): Promise<void> {
    const { clock } = this.#host
    const { signal } = this.#stopped
    let dueMs = clock.monoMs()
    while (!signal.aborted) {
      // Looks that could not be taken in time are left out, not made up for.
      dueMs = Math.max(dueMs + EVERY_MS, clock.monoMs())
      await clock.sleep(dueMs - clock.monoMs(), signal).catch(() => undefined)
      if (!signal.aborted) await this.#look()
    }
  }

  async #look(): Promise<void> {
    const { clock } = this.#host
    if (this.#stale || clock.monoMs() - this.#observedMs >= OBSERVE_EVERY_MS) void this.#observe()
    await this.#within(Promise.all([...this.#endpoints.values()].map((endpoints) => endpoints.ask())))
    if (this.#differing().length > 0) {
      // What an endpoint says now and what was seen of its processes a second ago do not belong together.
      this.#stale = true
      await this.#within(Promise.resolve(this.#observing).then(() => this.#observe()))
    }
    this.#looks += 1
    this.#compare()
    if (clock.monoMs() - this.#reportedMs >= REPORT_EVERY_MS) this.#report()
  }

  /** Resolves with the work, or when its time is over; the work goes on then. */
  async #within(work: Promise<unknown>): Promise<void> {
    const enough = new AbortController()
    await Promise.race([work, this.#host.clock.sleep(LOOK_MS, enough.signal).catch(() => undefined)])
    enough.abort()
  }

  /** Journals what differs from the look before. */
  #compare(): void {
    const differing = this.#differing()
    for (const [name, before] of this.#states) {
      if (this.#observed.some((instance) => instance.name === name)) continue
      this.#journal.write(gone(before))
      this.#states.delete(name)
    }
    for (const state of differing) {
      this.#journal.write({ type: 'instance-state', ...state })
      this.#states.set(state.name, state)
    }
  }

  #differing(): InstanceState[] {
    const asked = this.#target.endAsked()
    this.#tellsBootId ||= this.#observed.some(
      ({ name, identity }) => (identity?.bootId ?? this.#endpoints.get(name)?.said().bootId ?? null) !== null,
    )
    const states = this.#observed.map((instance) => this.#stateOf(instance, asked))
    return states.filter((state) => JSON.stringify(state) !== JSON.stringify(this.#states.get(state.name)))
  }

  #stateOf(instance: Instance, asked: readonly string[]): InstanceState {
    const { name, identity } = instance
    const said =
      instance.url === null
        ? byEngine(instance, this.#target.paths.health !== null)
        : this.#endpoints.get(name)?.said()
    const answers = said !== undefined && (said.health !== null || said.ready !== null || said.serves)
    // One that answers lives, whatever was seen of its processes a second ago.
    const alive = answers || identity !== null
    // One that hangs does not tell who it is: it is who it was.
    const was = alive ? (this.#states.get(name)?.bootId ?? null) : null
    if (!alive) this.#processes.forget(name)
    const self = answers ? this.#told(instance, said) : null
    return {
      name,
      alive,
      health: said?.health ?? null,
      ready: said?.ready ?? null,
      failing: said?.failing ?? [],
      serves: said?.serves ?? false,
      release: self?.release ?? null,
      bootId: self?.bootId ?? was,
      endAsked: asked.includes(name),
      ...(instance.url === null ? { by: 'engine' as const } : {}),
    }
  }

  #told(instance: Instance, now: Headers): Headers {
    const { name } = instance
    const before = this.#headers.get(name)
    const headers = { release: before?.release ?? now.release, bootId: before?.bootId ?? now.bootId }
    this.#headers.set(name, headers)
    const bootId = this.#processes.seen(name, now.bootId)
    const were = { ...headers, bootId: this.#processes.of(name, headers.bootId) }
    return told({ instance, headers: were, tellsBootId: this.#tellsBootId }, { ...now, bootId })
  }

  /** Asks the target which instances there are, also those that are not part of the app, and what lives of them. */
  #observe(): Promise<void> {
    if (this.#observing) return this.#observing
    this.#stale = false
    const headers = new Map([...this.#endpoints].map(([name, endpoints]) => [name, endpoints.said()]))
    const { deploy } = this.#target
    this.#observing = (deploy ? deploy.all() : this.#target.instances())
      .then(
        (instances) => this.#know(instances, headers),
        // What could not be seen now is looked at again.
        () => undefined,
      )
      .finally(() => {
        this.#observedMs = this.#host.clock.monoMs()
        this.#observing = null
      })
    return this.#observing
  }

  #know(instances: readonly Instance[], headers: Map<string, Headers>): void {
    this.#observed = instances
    this.#headers = headers
    const { clock, net } = this.#host
    const names = new Set(instances.map(({ name }) => name))
    for (const name of this.#endpoints.keys()) if (!names.has(name)) this.#endpoints.delete(name)
    for (const { name, url } of instances) {
      if (url === null) {
        this.#endpoints.delete(name)
        continue
      }
      if (this.#endpoints.get(name)?.url === url) continue
      const { paths: own, probePath: probe, edge } = this.#target
      const paths = { ...own, probe, edge }
      this.#endpoints.set(name, createEndpoints(net, clock, url, paths))
    }
  }

  #report(): void {
    if (this.#looks === 0) return
    this.#journal.write({ type: 'instances-watched', looks: this.#looks })
    this.#looks = 0
    this.#reportedMs = this.#host.clock.monoMs()
  }
}

/** Who has no address that can be asked is taken by the engine's word. */
function byEngine({ identity, ready, release }: Instance, asksHealth: boolean): Said | undefined {
  if (identity === null) return undefined
  const status = ready ? 200 : 503
  return {
    health: asksHealth ? status : null,
    ready: status,
    failing: [],
    serves: ready,
    release: release?.version ?? null,
    bootId: null,
  }
}

function gone({ name, endAsked }: InstanceState) {
  return {
    type: 'instance-state' as const,
    name,
    alive: false,
    health: null,
    ready: null,
    failing: [],
    serves: false,
    release: null,
    bootId: null,
    endAsked,
  }
}
