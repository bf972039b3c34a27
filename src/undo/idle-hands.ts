import type { Engine } from '../host/engine/engine.ts'
import { isReading } from '../host/engine/reading.ts'
import type { Host } from '../host/host.ts'

/** A host that looks as the real one does and changes nothing: what is ordered only seems to be done. */
export function idleHands(host: Host): Host {
  const nothing = async (): Promise<void> => undefined
  return {
    ...host,
    net: {
      ...host.net,
      request: async (url, options) => {
        if ((options.method ?? 'GET') === 'GET') return host.net.request(url, options)
        const nowMs = host.clock.monoMs()
        return { status: 204, headers: {}, body: '', error: null, startedMs: nowMs, endedMs: nowMs }
      },
    },
    processes: { ...host.processes, signal: async () => true },
    engines: {
      open: (endpoint, options) => {
        const engine = host.engines.open(endpoint, options)
        return {
          ...engine,
          signal: async () => true,
          stop: nothing,
          start: nothing,
          pause: nothing,
          unpause: nothing,
          remove: nothing,
          limit: nothing,
          connect: nothing,
          disconnect: nothing,
          exec: execReading(engine),
        }
      },
    },
  }
}

/** Only what is known to tell something is run. */
function execReading(engine: Engine): Engine['exec'] {
  return async (id, argv, options) => {
    if (isReading(argv)) return engine.exec(id, argv, options)
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false }
  }
}
