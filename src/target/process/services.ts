/** What the app depends on: services that the target started can be lost, and given back with the data they had. */
import { FiredrillError } from '../../errors.ts'
import type { ProcessIdentity } from '../../host/host.ts'
import { type Knock, knockWords } from '../../host/knock.ts'
import { waitReady } from '../app/ready.ts'
import type { ServiceLoss, Services, Victim } from '../target.ts'
import type { Managed } from './managed.ts'
import type { Runtime } from './runtime.ts'
import { killCommand, notStopped, signalEach, stopAll } from './signals.ts'
import type { Parts } from './start.ts'
import { endProcesses, mainOf, toldOf } from './stop.ts'
import type { Surroundings } from './variables.ts'

const LOOK_TIMEOUT_MS = 500

/** Null where the target has none that it could take away. */
export function servicesOf(
  parts: Parts,
  { options }: Pick<Surroundings, 'options'>,
  runtime: Runtime,
): Services | null {
  const { context } = runtime
  const { host } = context
  const names = parts.services.map(({ spec }) => spec.name)
  const find = (name: string): Managed => {
    const found = parts.services.find(({ spec }) => spec.name === name)
    if (found) return found
    throw unavailable(name, Object.hasOwn(options.services, name), names)
  }
  const alive = async (name: string) => {
    const managed = find(name)
    const processes = await managed.processes()
    if (processes.length === 0)
      throw new FiredrillError('drill-invalid', `${name} is down: there is nothing to take away.`, {
        hint: 'Give it back first.',
      })
    return { managed, processes }
  }
  if (names.length === 0) return null
  return {
    names,
    seen: async (name) => seen(find(name)),
    lossUndo({ name }, as) {
      const { spec, mark } = find(name)
      if (as === 'hang') return { kind: 'resume-process', args: { mark: mark() } }
      return { kind: 'covered', args: { by: `start ${spec.name}` } }
    },
    async lose(name, as) {
      const { managed, processes } = await alive(name)
      if (as === 'stopped') return stop(managed, processes, runtime)
      const command = killCommand('SIGSTOP', processes, managed.spec.cwd)
      const atMs = host.clock.monoMs()
      await stopAll(host, managed, processes)
      return { atMs, command }
    },
    isLost: async (name, as) => isLost(find(name), as, runtime),
    async giveBack(name) {
      const managed = find(name)
      // A fault is also healed after the run was cancelled: then only the time limit ends the wait.
      const signal = context.signal.aborted ? undefined : context.signal
      const processes = await managed.processes()
      if (processes.length === 0) return [await managed.start(signal)]
      await signalEach(host, processes, 'SIGCONT')
      return [await waitReady(managed.spec, runtime, null, managed.mark(), signal)]
    },
  }
}

/** Gracefully, as any stop; but its instant is the fault's, whose undo is on disk already. */
async function stop(managed: Managed, processes: readonly ProcessIdentity[], runtime: Runtime) {
  const { stopSignal, cwd } = managed.spec
  const command = killCommand(stopSignal, toldOf(managed, processes), cwd)
  const atMs = runtime.context.host.clock.monoMs()
  await endProcesses(managed, processes, runtime)
  return { atMs, command }
}

async function seen(managed: Managed): Promise<Victim> {
  const { name, port } = managed.spec
  const url = `tcp://127.0.0.1:${port}`
  const processes = await managed.processes()
  if (processes.length === 0) return { name, url, identity: null }
  const [process = null] = mainOf(managed, processes)
  return { name, url, identity: { process, bootId: null, mark: managed.mark() } }
}

/** Connections are taken, or so many wait that no further one is. */
const HANGS: readonly Knock[] = ['accepted', 'silent']

async function isLost(
  managed: Managed,
  as: ServiceLoss,
  { context: { host } }: Runtime,
): Promise<{ seen: boolean; what: string[] }> {
  const { name, port } = managed.spec
  const address = `127.0.0.1:${port}`
  const knocked = await host.net.knock('127.0.0.1', port, LOOK_TIMEOUT_MS)
  const listens = `${address} ${knockWords(knocked, LOOK_TIMEOUT_MS)}`
  const processes = await managed.processes()
  if (as === 'stopped') {
    const left = processes.length === 0 ? `nothing of ${name} is left` : `${name} still runs`
    return { seen: processes.length === 0 && knocked === 'refused', what: [left, listens] }
  }
  const stopped = processes.length > 0 && (await notStopped(host, managed)).length === 0
  const all = stopped ? `everything of ${name} is stopped` : `not everything of ${name} is stopped`
  return { seen: stopped && HANGS.includes(knocked), what: [all, listens] }
}

function unavailable(name: string, external: boolean, names: readonly string[]): FiredrillError {
  if (external)
    return new FiredrillError(
      'capability-missing',
      `The service ${name} is external: it was not started here.`,
      {
        hint: `Give services.${name}.run, so that a drill may take it away.`,
      },
    )
  return new FiredrillError('drill-invalid', `The target has no service "${name}".`, {
    hint: names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`,
  })
}
