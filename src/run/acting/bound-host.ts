/**
 * The host that targets, faults and steps are given: they see everything by it, and change something only while an
 * act is under way whose intent is on disk. No adapter can go round it: it has no other host.
 */
import type { Engine, Engines } from '../../host/engine/engine.ts'
import { isReading } from '../../host/engine/reading.ts'
import type { Files, Finished, Host, Net, Processes, RunOptions } from '../../host/host.ts'
import { isSuperseded } from '../run-ending.ts'
import type { Right } from './right.ts'

export interface Own {
  /** `<run>/`: what carries it is ended by the sweep, whose intent is on disk before anything is started. */
  mark: string
  /** The record's, and others that an intent on disk removes as a whole; absolute. */
  directories(): readonly string[]
  /** Throws when this process may act no more. */
  assertMayAct(): Promise<void>
}

/** Throws where what is about to be done may not be; named in words. */
type May = (what: string) => Promise<void>

/**
 * Rejects with `unjournaled-change` what would change something without the right, and with `superseded` what would do
 * so after somebody else took the run over: an act may have been stopped in its middle, for any time.
 */
export function bindHost(host: Host, right: Right, own: Own): Host {
  const may: May = async (what) => {
    right.demand(what)
    await own.assertMayAct()
  }
  return {
    ...host,
    files: bindFiles(host.files, may, own),
    processes: bindProcesses(host.processes, may, own),
    net: bindNet(host.net, may),
    engines: bindEngines(host.engines, may),
  }
}

function bindFiles(files: Files, may: May, { directories }: Own): Files {
  const isOwn = (path: string) => directories().some((each) => path === each || path.startsWith(`${each}/`))
  const at =
    <Rest extends unknown[], Result>(what: string, act: (path: string, ...rest: Rest) => Promise<Result>) =>
    async (path: string, ...rest: Rest): Promise<Result> => {
      if (!isOwn(path)) await may(`${what} ${path}`)
      return act(path, ...rest)
    }
  return {
    ...files,
    writeAtomic: at('write', files.writeAtomic),
    createExclusive: at('create', files.createExclusive),
    openAppend: at('append to', files.openAppend),
    makeDir: at('make', files.makeDir),
    remove: at('remove', files.remove),
    async link(to, path) {
      if (!isOwn(path)) await may(`link ${path}`)
      return files.link(to, path)
    },
    async temporaryDir(prefix) {
      await may(`make a temporary directory ${prefix}`)
      return files.temporaryDir(prefix)
    },
  }
}

function bindProcesses(processes: Processes, may: May, own: Own): Processes {
  return {
    ...processes,
    async spawn(spec) {
      await may(`start ${spec.argv[0]}`)
      return processes.spawn(spec)
    },
    async spawnDetached(argv, env, log, held) {
      await may(`start ${argv[0]}`)
      return processes.spawnDetached(argv, env, log, held)
    },
    async signal(process, signal) {
      await may(`send ${signal} to ${process.pid}`)
      return processes.signal(process, signal)
    },
    async run(argv, options) {
      // What asks whether something is ready is run again and again, to its end, and swept with the run.
      const swept = options.mark?.startsWith(own.mark) === true
      if (options.readsOnly === true) return processes.run(argv, options)
      await (swept ? own.assertMayAct() : may(`run ${argv[0]}`))
      return runUnlessLate(processes, argv, options, own)
    },
  }
}

/**
 * Ends it, when that is asked for, unless somebody else has taken the run over: that one has ended it, or does, and what
 * takes it back belongs to its mark too. One that begins although the run was taken over since that was asked is ended
 * at once: whoever takes back what it does has looked already.
 */
async function runUnlessLate(
  processes: Processes,
  argv: readonly string[],
  options: RunOptions,
  { assertMayAct }: Own,
): Promise<Finished> {
  const { signal } = options
  signal?.throwIfAborted()
  const ending = new AbortController()
  const isLate = () => assertMayAct().then(() => false, isSuperseded)
  const onAbort = async (): Promise<void> => {
    if (!(await isLate())) ending.abort(signal?.reason)
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const running = processes.run(argv, { ...options, signal: ending.signal })
    assertMayAct().catch((error: unknown) => {
      if (isSuperseded(error)) ending.abort(error)
    })
    const finished = await running
    signal?.throwIfAborted()
    return finished
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

function bindNet(net: Net, may: May): Net {
  return {
    ...net,
    async request(url, options) {
      const method = options.method ?? 'GET'
      if (method !== 'GET' && method !== 'HEAD') await may(`${method} ${url}`)
      return net.request(url, options)
    },
  }
}

function bindEngines(engines: Engines, may: May): Engines {
  return { ...engines, open: (endpoint, options) => bindEngine(engines.open(endpoint, options), may) }
}

/** By name, so that what an engine learns to do some day is not forgotten: see the test of this file. */
const CHANGING = [
  'signal',
  'create',
  'pull',
  'stop',
  'start',
  'pause',
  'unpause',
  'remove',
  'limit',
  'disconnect',
  'connect',
  'removeNetwork',
  'removeVolume',
  'removeImage',
] as const satisfies readonly (keyof Engine)[]

function bindEngine(engine: Engine, may: May): Engine {
  const bound: Engine = {
    ...engine,
    async exec(id, argv, options) {
      if (!isReading(argv)) await may(`run ${argv[0]} in ${id}`)
      return engine.exec(id, argv, options)
    },
  }
  for (const name of CHANGING) bind(bound, name, may)
  return bound
}

function bind(engine: Engine, name: (typeof CHANGING)[number], may: May): void {
  const act = engine[name] as (...args: unknown[]) => Promise<never>
  engine[name] = async (...args: unknown[]) => {
    const [first] = args
    await may(`${name} ${typeof first === 'string' ? first : 'a container'}`)
    return act(...args)
  }
}
