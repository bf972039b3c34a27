/** The faults as a drill writes them: data only. What they do lies in `fault/`, by the same name. */
import { FiredrillError, messageOf } from '../errors.ts'
import { bytes, cores, type Size } from '../units.ts'
import type { FaultStep, InstanceRef, JsonObject, Step } from './model.ts'
import { here, mistake } from './place.ts'
import { oneInstance } from './refs.ts'

/** Makes a fault's step; `fault` is its name on the command line and in the journal. */
export interface FaultFunction<A extends object = JsonObject> {
  (instance: InstanceRef, args?: A): FaultStep
  readonly fault: string
}

/** How a process is made to crash: by SIGABRT, or by a request that the app is configured to crash on. */
const CRASH_WAYS = ['abort', 'request'] as const
export type CrashBy = (typeof CRASH_WAYS)[number]

const LOSSES = ['stopped', 'hang'] as const
/** `stopped`: its port refuses. `hang`: it takes connections and does not answer. */
export type LossAs = (typeof LOSSES)[number]

/** A lost node: SIGKILL, and it stays down until `start`, the end of `during`, or the end of the run. */
export const kill: FaultFunction = faultFunction('kill')

/** A hung node: it accepts connections and does not answer, until `start`, the end of `during`, or the end of the run. */
export const pause: FaultFunction = faultFunction('pause')

/** A node that is cut off from every network, while it runs on, until `start`, the end of `during`, or the end of the run. */
export const disconnect: FaultFunction = faultFunction('disconnect')

/** What is left to a starved node; at least one of the two. */
export interface SqueezeTo {
  /** A share of one core: `10%`. */
  cpu?: `${number}%`
  /** `64m`. */
  memory?: Size
}

/** A starved node: it gets less CPU or memory, until `start`, the end of `during`, or the end of the run. */
export const squeeze: FaultFunction<SqueezeTo> = Object.assign(
  (instance: InstanceRef, to: SqueezeTo = {}): FaultStep => {
    const place = here()
    const { cpu, memory } = to
    if (cpu === undefined && memory === undefined)
      throw mistake(
        place,
        'squeeze() does not say what is left.',
        "Write { cpu: '10%' } or { memory: '64m' }.",
      )
    checked(place, 'squeeze', to, { cpu: cores, memory: bytes })
    return faultStep(place, 'squeeze', instance, { ...to })
  },
  { fault: 'squeeze' },
)

export interface FillTo {
  /** In the instance, in a file system of a bounded size: `/tmp`. */
  path: string
  /** What stays free: `64k`; nothing unless said otherwise. */
  leave?: Size
}

/** A full disk: a bounded file system of the instance is filled until `start`, the end of `during`, or the end of the run. */
export const fill: FaultFunction<FillTo> = Object.assign(
  (instance: InstanceRef, to?: FillTo): FaultStep => {
    const place = here()
    const { path, leave = '0', ...rest } = to ?? { path: '' }
    if (typeof path !== 'string' || !path.startsWith('/'))
      throw mistake(place, 'fill() does not say where.', "Write { path: '/tmp' }: a path in the instance.")
    checked(place, 'fill', { leave, ...rest }, { leave: bytes })
    return faultStep(place, 'fill', instance, { path, leave })
  },
  { fault: 'fill' },
)

/** A process that dies by itself, by SIGABRT unless said otherwise: bringing it back is its own supervisor's business. */
export const crash: FaultFunction<{ by?: CrashBy }> = Object.assign(
  (instance: InstanceRef, { by = 'abort' }: { by?: CrashBy } = {}): FaultStep => {
    const place = here()
    if (!CRASH_WAYS.includes(by)) {
      throw mistake(place, `crash() does not know "${by}".`, "Write { by: 'abort' } or { by: 'request' }.")
    }
    return faultStep(place, 'crash', instance, { by })
  },
  { fault: 'crash' },
)

/** A service that is away, such as the database, by its name in the configuration; given back by the end of `during`. */
export function loss(service: string, how: { as: LossAs }): FaultStep {
  const place = here()
  if (typeof service !== 'string' || service === '') {
    throw mistake(place, 'loss() takes the name of a service.', "Write loss('db', { as: 'stopped' }).")
  }
  const as: LossAs | undefined = how?.as
  if (!LOSSES.includes(as)) {
    throw mistake(
      place,
      `loss('${service}') does not say how it is lost.`,
      "Write { as: 'stopped' }, where its port refuses, or { as: 'hang' }, where it does not answer.",
    )
  }
  return { kind: 'fault', fault: 'loss', victim: { ref: 'service', name: service }, args: { as }, place }
}

/** Lets an instance serve again, whatever holds it: a killed or stopped one is started, a paused one goes on, one that is cut off is put back. */
export function start(instance: InstanceRef): Step {
  const place = here()
  return { kind: 'start', instance: oneInstance(place, 'start', instance), place }
}

/** Throws for an argument that is not known, or that its reader refuses. */
function checked(
  place: string,
  fault: string,
  given: object,
  readers: Readonly<Record<string, (text: string) => number>>,
): void {
  for (const [name, value] of Object.entries(given)) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (!read)
      throw mistake(
        place,
        `${fault}() does not know "${name}".`,
        `It takes ${Object.keys(readers).join(', ')}.`,
      )
    try {
      if (!(read(String(value)) >= 0)) throw new Error('it is no number')
    } catch (error) {
      throw mistake(
        place,
        `${fault}({ ${name} }): ${messageOf(error)}`,
        error instanceof FiredrillError ? error.hint : '',
      )
    }
  }
}

function faultFunction(fault: string): FaultFunction {
  const make = (instance: InstanceRef, args: JsonObject = {}): FaultStep =>
    faultStep(here(), fault, instance, args)
  return Object.assign(make, { fault })
}

function faultStep(place: string, fault: string, instance: InstanceRef, args: JsonObject): FaultStep {
  return { kind: 'fault', fault, victim: oneInstance(place, fault, instance), args, place }
}
