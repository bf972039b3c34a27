import { constants } from 'node:os'
import type { EngineAction, EngineEvent } from '../../engine/engine.ts'
import type { Clock } from '../../host.ts'
import type { FakeTable } from '../process-table.ts'
import type { FakeContainer, FakeStore } from './model.ts'

/** Before the first start by a restart policy, as Docker waits. */
const RESTART_AFTER_MS = 100

export interface Life {
  start(container: FakeContainer): void
  /** Delivers it, and tells so; a paused one goes on. */
  signal(container: FakeContainer, signal: NodeJS.Signals): void
  /** Resolves when it does not run. */
  ended(container: FakeContainer): Promise<void>
  say(container: FakeContainer, stream: 'stdout' | 'stderr', text: string): void
  tell(container: FakeContainer, action: EngineAction, more?: Partial<EngineEvent>): void
}

/** How made-up containers start, end and are started again. */
export function lifeOf(store: FakeStore, clock: Clock, table: FakeTable): Life {
  const tell: Life['tell'] = ({ seen }, action, more = {}) => {
    const event: EngineEvent = {
      atMs: clock.wallMs(),
      action,
      container: seen.id,
      name: seen.name,
      labels: seen.labels,
      exitCode: null,
      signal: null,
      health: null,
      ...more,
    }
    store.events.push(event)
    for (const follower of store.followers) follower.hear()
  }
  const say: Life['say'] = (container, stream, text) => {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      container.lines.push({ atMs: clock.wallMs(), stream, text: line })
      for (const follower of container.followers) follower.hear()
    }
  }
  const addresses = (container: FakeContainer, running: boolean): void => {
    const { seen } = container
    const entries = Object.entries(seen.networks).map(([name, { address, ...rest }], index) => {
      const own = address || `10.0.${index}.${seen.pid ?? 1}`
      return [name, { ...rest, address: running ? own : '' }] as const
    })
    seen.networks = Object.fromEntries(entries)
  }
  const start: Life['start'] = (container) => {
    const { spec, seen } = container
    const process = table.start({ argv: [spec.name], mark: null, program: spec.program })
    container.process = process
    container.byHand = false
    container.used = { ms: spec.program.cpuMs ?? 0, throttledMs: 0, atMs: clock.wallMs() }
    Object.assign(seen, {
      state: 'running',
      pid: process.row.pid,
      startedMs: clock.wallMs(),
      exitCode: null,
      oomKilled: false,
      health: spec.checked ? 'starting' : null,
      published: spec.published ?? {},
    })
    addresses(container, true)
    tell(container, 'start')
    if (spec.program.stdout) say(container, 'stdout', spec.program.stdout)
    if (spec.program.stderr) say(container, 'stderr', spec.program.stderr)
    void process.ended.promise.then(({ code, signal }) => {
      if (code !== null && spec.program.lastWords) say(container, 'stdout', spec.program.lastWords)
      end(container, code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
    })
    if (spec.program.eatsOn === undefined) eat(container)
  }
  const eat = (container: FakeContainer): void => {
    const { spec, seen, process } = container
    const { memoryBytes = 0 } = spec.program
    if (process === null || seen.limits.memoryBytes === 0 || memoryBytes <= seen.limits.memoryBytes) return
    seen.oomKilled = true
    tell(container, 'oom')
    table.deliver(process, 'SIGKILL')
  }
  const end = (container: FakeContainer, exitCode: number): void => {
    const { seen, spec } = container
    container.process = null
    const again = spec.restart === 'always' && !container.byHand && store.containers.has(seen.id)
    Object.assign(seen, {
      state: again ? 'restarting' : 'exited',
      pid: null,
      finishedMs: clock.wallMs(),
      exitCode,
      published: {},
    })
    addresses(container, false)
    tell(container, 'die', { exitCode })
    if (!again) return
    void clock.sleep(RESTART_AFTER_MS).then(() => {
      if (seen.state !== 'restarting' || !store.containers.has(seen.id)) return
      start(container)
      seen.restarts += 1
    })
  }
  return {
    start,
    tell,
    say,
    signal(container, signal) {
      const { process, seen } = container
      if (process === null) return
      container.byHand = true
      seen.state = 'running'
      tell(container, 'kill', { signal })
      if (signal === container.spec.program.eatsOn) eat(container)
      else table.deliver(process, signal)
    },
    // `end` has waited for longer, and so comes before whoever waits for this.
    ended: async ({ process }) => void (await process?.ended.promise),
  }
}
