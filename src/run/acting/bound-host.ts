/**
 * The host that targets, faults and steps are given: they see everything by it, and change something only while an
 * act is under way whose intent is on disk. No adapter can go round it: it has no other host.
 */
import type { Engine, Engines } from '../../host/engine/engine.ts'
import { isReading } from '../../host/engine/reading.ts'
import type { Files, Host, Net, Processes } from '../../host/host.ts'
import type { Right } from './right.ts'

export interface Own {
  /** `<run>/`: what carries it is ended by the sweep, whose intent is on disk before anything is started. */
  mark: string
  /** The record's, and others that an intent on disk removes as a whole; absolute. */
  directories(): readonly string[]
}

/** Rejects with `unjournaled-change` what would change something without the right. */
export function bindHost(host: Host, right: Right, own: Own): Host {
  return {
    ...host,
    files: bindFiles(host.files, right, own),
    processes: bindProcesses(host.processes, right, own),
    net: bindNet(host.net, right),
    engines: bindEngines(host.engines, right),
  }
}

function bindFiles(files: Files, right: Right, { directories }: Own): Files {
  const isOwn = (path: string) => directories().some((each) => path === each || path.startsWith(`${each}/`))
  const at =
    <Rest extends unknown[], Result>(what: string, act: (path: string, ...rest: Rest) => Promise<Result>) =>
    async (path: string, ...rest: Rest): Promise<Result> => {
      if (!isOwn(path)) right.demand(`${what} ${path}`)
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
      if (!isOwn(path)) right.demand(`link ${path}`)
      return files.link(to, path)
    },
    async temporaryDir(prefix) {
      right.demand(`make a temporary directory ${prefix}`)
      return files.temporaryDir(prefix)
    },
  }
}

function bindProcesses(processes: Processes, right: Right, own: Own): Processes {
  return {
    ...processes,
    async spawn(spec) {
      right.demand(`start ${spec.argv[0]}`)
      return processes.spawn(spec)
    },
    async spawnDetached(argv, env, log) {
      right.demand(`start ${argv[0]}`)
      return processes.spawnDetached(argv, env, log)
    },
    async signal(process, signal) {
      right.demand(`send ${signal} to ${process.pid}`)
      return processes.signal(process, signal)
    },
    async run(argv, options) {
      // What asks whether something is ready is run again and again, to its end, and swept with the run.
      const swept = options.mark?.startsWith(own.mark) === true
      if (!swept && options.readsOnly !== true) right.demand(`run ${argv[0]}`)
      return processes.run(argv, options)
    },
  }
}

function bindNet(net: Net, right: Right): Net {
  return {
    ...net,
    async request(url, options) {
      const method = options.method ?? 'GET'
      if (method !== 'GET' && method !== 'HEAD') right.demand(`${method} ${url}`)
      return net.request(url, options)
    },
  }
}

function bindEngines(engines: Engines, right: Right): Engines {
  return { ...engines, open: (endpoint, options) => bindEngine(engines.open(endpoint, options), right) }
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

function bindEngine(engine: Engine, right: Right): Engine {
  const bound: Engine = {
    ...engine,
    async exec(id, argv, options) {
      if (!isReading(argv)) right.demand(`run ${argv[0]} in ${id}`)
      return engine.exec(id, argv, options)
    },
  }
  for (const name of CHANGING) bind(bound, name, right)
  return bound
}

function bind(engine: Engine, name: (typeof CHANGING)[number], right: Right): void {
  const act = engine[name] as (...args: unknown[]) => Promise<never>
  engine[name] = async (...args: unknown[]) => {
    const [first] = args
    right.demand(`${name} ${typeof first === 'string' ? first : 'a container'}`)
    return act(...args)
  }
}
