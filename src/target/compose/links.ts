/** The ways between the instances and a service, disturbed by the Toxiproxy that lies there. */
import { FiredrillError } from '../../errors.ts'
import { dockerAt } from '../../host/engine/docker-at.ts'
import type { FirstByte } from '../../host/first-byte.ts'
import { createToxiproxy, type ProxySeen, TOXIC, type Toxic } from '../../host/toxiproxy.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Acted, CommandLine, Disturbance, LinkSeen, Links } from '../target.ts'
import { isUp } from './containers.ts'
import { apiOf, linkOf } from './link-proxy.ts'
import { openingWords } from './link-words.ts'
import { endpointData, type Runtime } from './runtime.ts'
import { loopback, type Surroundings } from './surroundings.ts'

const AT_ONCE = 10
/** Further apart than this process, or the service, is usually held up: the shortest time is of one that was not. */
const APART_MS = 50
/** How often it is decided anew which connections of a flaky link break. */
const AGAIN_EVERY_MS = 1000

/** Null where the run has none. */
export async function linksOf(around: Surroundings, runtime: Runtime): Promise<Links | null> {
  const { engine, containers, context } = runtime
  const { host, root } = context
  const names = around.links
  if (names.length === 0) return null
  const ids = new Map<string, string>()
  for (const name of names) ids.set(name, (await containers.find(linkOf(name))).id)
  const counters = createCounters(ids, runtime)
  const flaky = new Map<string, AbortController>()
  const urlOf = (name: string) => loopback(around.ports[apiOf(name)] ?? 0)
  const proxyOf = (name: string) => createToxiproxy(host.net, urlOf(known(name, names)))
  const disturbUndo = (name: string): UndoSpec => ({
    kind: 'clear-link',
    args: {
      endpoint: endpointData(engine),
      id: ids.get(known(name, names)) ?? '',
      url: urlOf(name),
      proxy: name,
    },
  })
  return {
    names,
    disturbUndo,
    async disturb(name, how): Promise<Acted> {
      const proxy = proxyOf(name)
      const atMs = host.clock.monoMs()
      if (how.kind === 'cut') await proxy.enable(name, false)
      else await proxy.poison(name, toxicOf(how))
      if (how.kind === 'flaky') {
        const again = () => context.covered(disturbUndo(name), () => proxy.again(name, how.share))
        flaky.set(name, keepDeciding(again, runtime))
      }
      return { atMs, command: disturbCommand(urlOf(name), name, how, root) }
    },
    async clear(name) {
      flaky.get(name)?.abort()
      flaky.delete(name)
      await proxyOf(name).reset()
    },
    usedBytes: (name) => counters.take(known(name, names)),
    async look(name, { connections, timeoutMs }): Promise<LinkSeen> {
      const { port = 0 } = around.options.services[name] ?? {}
      const ask = async (_: unknown, index: number) => {
        await host.clock.sleep(index * APART_MS)
        return host.net.firstByte('127.0.0.1', around.ports[linkOf(name)] ?? 0, openingWords(port), timeoutMs)
      }
      const answers: FirstByte[] = []
      while (answers.length < connections) {
        const now = Math.min(AT_ONCE, connections - answers.length)
        answers.push(...(await Promise.all(Array.from({ length: now }, ask))))
      }
      counters.restart(name)
      const took = answers
        .flatMap(({ tookMs }) => (tookMs === null ? [] : [tookMs]))
        .toSorted((a, b) => a - b)
      return {
        set: setOf(await proxyOf(name).show(name)),
        connections,
        broken: connections - took.length,
        answerMs: took[0] ?? null,
      }
    },
  }
}

/**
 * How much came to each container since the last look, looks left out. An engine takes a second to say so: after a look
 * it is asked ahead.
 */
function createCounters(ids: ReadonlyMap<string, string>, { engine }: Runtime) {
  const ask = (name: string) => engine.receivedBytes(ids.get(name) ?? '')
  const since = new Map<string, Promise<number>>()
  const restart = (name: string): void => {
    const asked = ask(name)
    // An engine that does not answer now says so to whoever takes.
    asked.catch(() => undefined)
    since.set(name, asked)
  }
  for (const name of ids.keys()) restart(name)
  return {
    restart,
    async take(name: string): Promise<number> {
      const before = (await since.get(name)) ?? 0
      return Math.max(0, (await ask(name)) - before)
    },
  }
}

/** Tells each Toxiproxy what lies behind it, before anybody uses it. */
export async function openLinks(around: Surroundings, runtime: Runtime): Promise<void> {
  const { host, change } = runtime.context
  for (const name of around.links) {
    const { port = 0 } = around.options.services[name] ?? {}
    const api = around.ports[apiOf(name)] ?? 0
    await untilUp(name, api, runtime)
    const undo = { kind: 'covered', args: { by: `remove the project ${around.project.name}` } }
    await change({ what: `open the link to ${name}`, undo }, () =>
      createToxiproxy(host.net, loopback(api)).add(name, `0.0.0.0:${port}`, `${name}:${port}`),
    )
  }
}

const UP_WITHIN_MS = 15_000
const POLL_MS = 100

async function untilUp(name: string, api: number, { engine, containers, context }: Runtime): Promise<void> {
  const { clock, net } = context.host
  const deadlineMs = clock.monoMs() + UP_WITHIN_MS
  for (;;) {
    const { status } = await net.request(`${loopback(api)}/version`, { timeoutMs: 1000 })
    if (status === 200) return
    const container = await containers.find(linkOf(name))
    if (!isUp(container) || clock.monoMs() >= deadlineMs)
      throw new FiredrillError(
        'start-failed',
        `The link to ${name} did not come up: ${container.name} is ${container.state}.`,
        {
          hint: `Look at its log: ${dockerAt(engine)} logs ${container.name}. Its image is a Toxiproxy (TOXIPROXY_IMAGE).`,
        },
      )
    await clock.sleep(POLL_MS, context.signal)
  }
}

/** As a person would type it. */
export function disturbCommand(url: string, name: string, how: Disturbance, cwd: string): CommandLine {
  const [path, body] =
    how.kind === 'cut'
      ? [`/proxies/${name}`, { enabled: false }]
      : [`/proxies/${name}/toxics`, { name: TOXIC, ...toxicOf(how) }]
  return { argv: ['curl', '-X', 'POST', `${url}${path}`, '-d', JSON.stringify(body)], cwd, env: {} }
}

export function clearCommand(url: string, cwd: string): CommandLine {
  return { argv: ['curl', '-X', 'POST', `${url}/reset`], cwd, env: {} }
}

/** On the way there: whatever the service does about it, an answer or an end, comes as much later. */
function toxicOf(how: Exclude<Disturbance, { kind: 'cut' }>): Toxic {
  return how.kind === 'slow'
    ? { type: 'latency', stream: 'upstream', toxicity: 1, attributes: { latency: how.byMs } }
    : { type: 'reset_peer', stream: 'downstream', toxicity: how.share, attributes: { timeout: 0 } }
}

/**
 * Toxiproxy decides once for each connection whether it is hit: a pool would soon have nothing but connections that
 * never break. So it is told the same again and again, and decides anew. Ends by itself where the toxic is gone.
 */
function keepDeciding(again: () => Promise<void>, { context }: Runtime): AbortController {
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, context.signal])
  const decide = async () => {
    for (;;) {
      await context.host.clock.sleep(AGAIN_EVERY_MS, signal)
      await again()
    }
  }
  decide().catch(() => undefined)
  return stop
}

function setOf(seen: ProxySeen | null): LinkSeen['set'] {
  if (seen?.enabled === false) return 'cut'
  const types = seen?.toxics.map(({ type }) => type) ?? []
  if (types.includes('latency')) return 'slow'
  return types.includes('reset_peer') ? 'flaky' : null
}

function known(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  throw new FiredrillError('drill-invalid', `This run has no link to "${name}".`, {
    hint: `It has ${names.join(', ')}.`,
  })
}
