/**
 * A target in memory: instances are entries of a map, and a `Net` of its own shows them as a network would: one that is
 * down refuses, one that is paused accepts and does not answer. For tests of whatever works on a target.
 */
import { FiredrillError } from '../errors.ts'
import type { HttpAnswer, Net } from '../host/host.ts'
import type {
  ChangeIntent,
  Instance,
  InstanceIdentity,
  RunningTarget,
  Target,
  TargetContext,
  UnexpectedEnd,
} from './target.ts'

export interface FakeTarget extends Target {
  /** What a client of the fake's addresses sees. */
  readonly net: Net
  /** Ends an instance as if it had crashed. */
  crash(name: string): void
  /** Lets an instance answer its readiness endpoint with 503. */
  unready(name: string): void
}

interface FakeInstance {
  name: string
  port: number
  state: 'down' | 'ready' | 'unready' | 'paused'
  identity: InstanceIdentity
}

const EDGE_PORT = 9000
const FIRST_PID = 5000
const RELEASE = { version: '1.0.0', digest: null, source: 'version endpoint' }
const NEVER: InstanceIdentity = { process: null, bootId: null, mark: null }

export function createFakeTarget(count = 2): FakeTarget {
  const all: FakeInstance[] = Array.from({ length: count }, (_, index) => ({
    name: `web-${index + 1}`,
    port: EDGE_PORT + index + 1,
    state: 'down',
    identity: NEVER,
  }))
  const ends: UnexpectedEnd[] = []
  return {
    kind: 'fake',
    capabilities: ['lifecycle', 'suspend'],
    instanceNames: all.map(({ name }) => name),
    lockIdentity: null,
    net: netOf(all),
    explain: async () => [],
    check: async () => [],
    async start(context) {
      await Promise.all(all.map((instance) => boot(instance, context)))
      return runningOf(all, ends, context)
    },
    crash(name) {
      find(all, name).state = 'down'
      ends.push({ name, atMs: 0, how: 'signal SIGSEGV', lastLines: ['segmentation fault'] })
    },
    unready(name) {
      find(all, name).state = 'unready'
    },
  }
}

function runningOf(all: FakeInstance[], ends: UnexpectedEnd[], context: TargetContext): RunningTarget {
  const { clock } = context.host
  const up = ({ name }: { name: string }) => {
    const found = find(all, name)
    if (found.state !== 'down') return found
    throw refused(`${name} is down: there is nothing to hit.`)
  }
  const hit = (state: FakeInstance['state'], signal: string) => async (instance: Instance) => {
    const found = up(instance)
    const atMs = clock.monoMs()
    found.state = state
    return { atMs, command: typed(['kill', signal, String(found.identity.process?.pid)]) }
  }
  return {
    edge: new URL(`http://127.0.0.1:${EDGE_PORT}`),
    probePath: '/',
    variables: { edge: `http://127.0.0.1:${EDGE_PORT}` },
    instances: async () => all.map(observed),
    lifecycle: {
      killUndo: ({ name }) => ({ kind: 'covered', args: { by: `start ${find(all, name).name}` } }),
      kill: hit('down', '-KILL'),
      async start(name) {
        const found = find(all, name)
        if (found.state !== 'down') throw refused(`${name} is up already: it cannot be started.`)
        await boot(found, context)
      },
    },
    suspend: {
      pauseUndo: (instance) => ({ kind: 'resume-process', args: { mark: up(instance).identity.mark } }),
      pause: hit('paused', '-STOP'),
      async resume({ name }) {
        const found = find(all, name)
        if (found.state === 'paused') found.state = 'ready'
      },
      isPaused: async ({ name }) => find(all, name).state === 'paused',
    },
    async stop() {
      for (const instance of all.filter(({ state }) => state !== 'down')) await halt(instance, context)
    },
    cpuMs: async () => 0,
    unexpectedEnds: () => [...ends],
  }
}

let booted = 0

async function boot(instance: FakeInstance, context: TargetContext): Promise<void> {
  const mark = context.nextMark()
  const intent: ChangeIntent = {
    what: `start ${instance.name}`,
    undo: { kind: 'end-processes', args: { mark } },
    command: typed(['fake-server', instance.name]),
  }
  await context.change(intent, async () => {
    booted++
    instance.state = 'ready'
    const process = { pid: FIRST_PID + booted, startTime: `${booted}` }
    instance.identity = { process, bootId: `boot-${booted}`, mark }
  })
}

async function halt(instance: FakeInstance, { change }: TargetContext): Promise<void> {
  const undo = { kind: 'covered', args: { by: `start ${instance.name}` } }
  await change({ what: `stop ${instance.name}`, undo }, async () => {
    instance.state = 'down'
  })
}

function observed({ name, port, state, identity }: FakeInstance): Instance {
  const url = `http://127.0.0.1:${port}`
  if (state === 'down') return { name, url, identity: null, release: null, ready: false }
  // One that hangs does not tell its boot id.
  if (state === 'paused')
    return { name, url, identity: { ...identity, bootId: null }, release: null, ready: false }
  return { name, url, identity, release: RELEASE, ready: state === 'ready' }
}

function netOf(all: FakeInstance[]): Net {
  const stateAt = (port: number): FakeInstance['state'] => {
    if (port !== EDGE_PORT) return all.find((instance) => instance.port === port)?.state ?? 'down'
    return all.some(({ state }) => state === 'ready') ? 'ready' : 'unready'
  }
  const request = async (url: string): Promise<HttpAnswer> => {
    const state = stateAt(Number(new URL(url).port))
    const answer: HttpAnswer = {
      status: null,
      headers: {},
      body: '',
      error: null,
      startedMs: 0,
      endedMs: 0,
    }
    if (state === 'down') return { ...answer, error: 'ECONNREFUSED' }
    if (state === 'paused') return { ...answer, error: 'timeout' }
    return { ...answer, status: state === 'ready' ? 200 : 503 }
  }
  return {
    request,
    probe: request,
    accepts: async (_host, port) => stateAt(port) !== 'down',
    freePort: async () => EDGE_PORT + all.length + 1,
    isFree: async (port) => stateAt(port) === 'down',
  }
}

function find(all: FakeInstance[], name: string): FakeInstance {
  const found = all.find((instance) => instance.name === name)
  if (found) return found
  throw refused(`The target has no instance "${name}".`)
}

function refused(message: string): FiredrillError {
  return new FiredrillError('drill-invalid', message, { hint: 'Look at what the target has.' })
}

function typed(argv: string[]) {
  return { argv, cwd: '/', env: {} }
}
