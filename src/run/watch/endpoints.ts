/** An instance's own endpoints, past the edge: what it says of itself, and whether it serves. */
import type { Clock, HttpAnswer, Net } from '../../host/host.ts'
import type { RunningTarget } from '../../target/target.ts'
import { createAsking } from './asking.ts'
import { failingChecks } from './failing-checks.ts'

/** A health endpoint that does not answer at once is as good as none. */
const HEALTH_TIMEOUT_MS = 400
/** "Ready" stands for so long while the next answer is waited for. */
const READY_STANDS_MS = 400
/** A readiness endpoint may have to wait for what it looks at: that it is not ready, it may say late. */
const READY_TIMEOUT_MS = 2000
/** A slow answer is an answer. */
const SERVE_TIMEOUT_MS = 1000

/** `edge`: where users come in. */
export type Paths = RunningTarget['paths'] & { probe: string; edge: URL }

/** For targets that name none. */
const HEADERS = { release: 'x-release', bootId: 'x-boot-id' }

/** What an instance said by now. */
export interface Said {
  health: number | null
  ready: number | null
  failing: string[]
  /** A request such as users make was answered with 200–399, as the prober and the load take it. */
  serves: boolean
  /** By the headers of its answers, as the target names them; null: they do not tell. */
  release: string | null
  bootId: string | null
}

export interface Endpoints {
  readonly url: string
  /** Asks all of them. Resolves when each has answered, or its time was over. */
  ask(): Promise<unknown>
  said(): Said
}

export function createEndpoints(net: Net, clock: Clock, url: string, paths: Paths): Endpoints {
  const at = (path: string): string => new URL(path, url).href
  const [health, ready, serve] = [
    paths.health === null ? null : at(paths.health),
    at(paths.ready),
    at(paths.probe),
  ]
  const ofHealth =
    health === null
      ? null
      : createAsking(clock, {
          send: () => net.probe(health, { timeoutMs: HEALTH_TIMEOUT_MS }),
          standsForMs: () => HEALTH_TIMEOUT_MS,
        })
  const ofReady = createAsking(clock, {
    send: () => net.request(ready, { timeoutMs: READY_TIMEOUT_MS }),
    standsForMs: ({ status }) => (status === 200 ? READY_STANDS_MS : READY_TIMEOUT_MS),
  })
  const ofServe = createAsking(clock, {
    send: serving(net, serve, paths.edge),
    standsForMs: () => SERVE_TIMEOUT_MS,
  })
  const names = paths.headers ?? HEADERS
  const all = [...(ofHealth ? [ofHealth] : []), ofReady, ofServe]
  return {
    url,
    ask: () => Promise.all(all.map((asking) => asking.ask())),
    said() {
      const readiness = ofReady.said()
      const served = ofServe.said()
      const headers = { ...ofHealth?.said()?.headers, ...served?.headers, ...readiness?.headers }
      return {
        health: ofHealth?.said()?.status ?? null,
        ready: readiness?.status ?? null,
        failing: readiness === null || readiness.status === 200 ? [] : failingChecks(readiness.body),
        serves: isGood(served?.status ?? null),
        release: headers[names.release.toLowerCase()] ?? null,
        bootId: headers[names.bootId.toLowerCase()] ?? null,
      }
    },
  }
}

/**
 * As the edge passes users on: an app that looks at the host, or at how its user came, answers nobody else. Some edges put a
 * name of their own there; so it is asked by its own address where only that gets a good answer, and as it answered first from
 * then on.
 */
function serving(net: Net, url: string, edge: URL): () => Promise<HttpAnswer> {
  const asUsers = {
    host: edge.host,
    ...(edge.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}),
  }
  const ask = (headers: Record<string, string>) => net.probe(url, { timeoutMs: SERVE_TIMEOUT_MS, headers })
  const ways = [asUsers, {}]
  let way: Record<string, string> | null = null
  return async () => {
    if (way !== null) return ask(way)
    const answers: HttpAnswer[] = []
    for (const each of ways) {
      const answer = await ask(each)
      if (isGood(answer.status)) {
        way = each
        return answer
      }
      answers.push(answer)
      if (answer.status === null) break
    }
    return answers[0]!
  }
}

function isGood(status: number | null): boolean {
  return status !== null && status >= 200 && status < 400
}
