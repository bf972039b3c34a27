import { FiredrillError } from '../../../errors.ts'
import type { Engine } from '../../engine/engine.ts'
import { refused } from '../../engine/engine-error.ts'
import { carries, labelFilter } from '../../engine/labels.ts'
import type { Clock } from '../../host.ts'
import type { Life } from './life.ts'
import type { FakeContainer, FakeStore } from './model.ts'

type Part = Pick<
  Engine,
  | 'containers'
  | 'container'
  | 'mainProcess'
  | 'signal'
  | 'stop'
  | 'start'
  | 'pause'
  | 'unpause'
  | 'remove'
  | 'exec'
  | 'limit'
  | 'limitRequest'
  | 'cpuMs'
  | 'usage'
  | 'receivedBytes'
>

export function fakeContainers(url: string, store: FakeStore, clock: Clock, life: Life): Part {
  const find = (id: string): FakeContainer | null =>
    store.containers.get(id) ?? [...store.containers.values()].find(({ seen }) => seen.name === id) ?? null
  const found = (id: string, what: string): FakeContainer => {
    const container = find(id)
    if (container === null) throw refused(url, `${what} the container ${id}`, 404, `No such container: ${id}`)
    return container
  }
  const running = (id: string, what: string): FakeContainer => {
    const container = found(id, what)
    if (container.process !== null) return container
    throw refused(url, `${what} the container ${id}`, 409, `Container ${id} is not running`)
  }
  /** Its CPU time up to now, before what it may use changes. */
  const used = ({ seen, spec, used: before, ...container }: FakeContainer): FakeContainer['used'] => {
    const wanted = spec.program.cpuShare ?? 0
    const share = Math.min(wanted, seen.limits.cpus || Number.POSITIVE_INFINITY)
    const runs = container.process !== null && seen.state !== 'paused'
    const atMs = clock.wallMs()
    const tookMs = runs ? atMs - before.atMs : 0
    return {
      ms: before.ms + tookMs * share,
      throttledMs: before.throttledMs + tookMs * (wanted - share),
      atMs,
    }
  }
  return {
    async containers(labels) {
      labelFilter(labels)
      const all = [...store.containers.values()].filter(({ seen }) => carries(seen.labels, labels))
      return all.map(({ seen }) => structuredClone(seen))
    },
    container: async (id) => structuredClone(find(id)?.seen ?? null),
    async mainProcess(id) {
      const row = find(id)?.process?.row
      return row ? { pid: row.pid, startTime: row.startTime } : null
    },
    async signal(id, signal) {
      const container = find(id)
      if (!container?.process) return false
      life.signal(container, signal)
      return true
    },
    async stop(id, graceMs) {
      const container = found(id, 'stop')
      container.byHand = true
      if (container.seen.state === 'restarting') container.seen.state = 'exited'
      if (container.process === null) return
      life.signal(container, 'SIGTERM')
      const over = new AbortController()
      const late = clock.sleep(Math.ceil(graceMs / 1000) * 1000, over.signal).catch(() => undefined)
      await Promise.race([life.ended(container), late])
      over.abort()
      if (container.process !== null) life.signal(container, 'SIGKILL')
      await life.ended(container)
      life.tell(container, 'stop')
    },
    async start(id) {
      const container = found(id, 'start')
      if (container.seen.state === 'paused') {
        throw refused(url, `start the container ${id}`, 409, 'cannot start a paused container')
      }
      const { unstartable } = container.spec.program
      if (unstartable !== undefined) throw refused(url, `start the container ${id}`, 400, unstartable)
      if (container.process === null) life.start(container)
    },
    async pause(id) {
      const container = running(id, 'pause')
      if (container.seen.state === 'paused') return
      container.used = used(container)
      container.seen.state = 'paused'
      life.tell(container, 'pause')
    },
    async unpause(id) {
      const container = found(id, 'unpause')
      if (container.seen.state !== 'paused') return
      container.used = used(container)
      container.seen.state = 'running'
      life.tell(container, 'unpause')
    },
    async remove(id) {
      const container = find(id)
      if (container === null) return
      if (container.process !== null) life.signal(container, 'SIGKILL')
      await life.ended(container)
      if (!store.containers.delete(container.seen.id)) return
      for (const follower of container.followers) follower.end()
      life.tell(container, 'destroy')
    },
    async exec(id, argv, { timeoutMs }) {
      const container = running(id, `run "${argv[0]}" in`)
      if (container.seen.state === 'paused') {
        throw refused(url, `run "${argv[0]}" in the container ${id}`, 409, `Container ${id} is paused`)
      }
      const command = container.spec.program.commands?.[argv[0] ?? '']
      if (command === undefined) {
        const what = `The program "${argv[0]}" was not found in the container ${id}.`
        throw new FiredrillError('tool-missing', what, { hint: 'Correct the command.' })
      }
      const { exitCode, stdout = '', stderr = '', afterMs = 0 } = command(argv)
      const timedOut = afterMs > timeoutMs
      if (afterMs > 0) await clock.sleep(Math.min(afterMs, timeoutMs))
      return { exitCode: timedOut ? null : exitCode, stdout, stderr, timedOut }
    },
    async limitRequest(id, { cpus, memoryBytes }) {
      found(id, 'limit')
      // As a real one asks for none: what it is told 0 of, it leaves as it is.
      return [
        cpus === 0 ? { CpuQuota: -1 } : { NanoCpus: cpus * 1e9 },
        memoryBytes === 0 ? { Memory: 2 ** 63 - 4096, MemorySwap: -1 } : { Memory: memoryBytes },
      ]
    },
    async limit(id, limits) {
      const container = found(id, 'limit')
      container.used = used(container)
      container.seen.limits = { ...limits }
    },
    async receivedBytes(id) {
      const { seen, spec } = found(id, 'tell the traffic of')
      if (seen.startedMs === null || seen.pid === null) return 0
      return (clock.wallMs() - seen.startedMs) * (spec.program.receivesPerMs ?? 0)
    },
    async cpuMs(id) {
      const container = found(id, 'tell the CPU time of')
      return container.process === null ? 0 : used(container).ms
    },
    async usage(id) {
      const container = running(id, 'tell the use of')
      return {
        memoryBytes: container.spec.program.memoryBytes ?? 0,
        memoryLimitBytes: container.seen.limits.memoryBytes,
        throttledMs: used(container).throttledMs,
      }
    },
  }
}
