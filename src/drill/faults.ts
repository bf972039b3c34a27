/** The faults as a drill writes them: data only. What they do lies in `fault/`, by the same name. */
import type { FaultStep, InstanceRef, JsonObject, Step } from './model.ts'
import { here } from './place.ts'
import { oneInstance } from './refs.ts'

/** Makes a fault's step; `fault` is its name on the command line and in the journal. */
export interface FaultFunction {
  (instance: InstanceRef, args?: JsonObject): FaultStep
  readonly fault: string
}

/** A lost node: SIGKILL, and it stays down until `start`, the end of `during`, or the end of the run. */
export const kill: FaultFunction = faultFunction('kill')

/** A hung node: it accepts connections and does not answer, until `start`, the end of `during`, or the end of the run. */
export const pause: FaultFunction = faultFunction('pause')

/** Lets an instance serve again, whatever fault holds it: a killed one is started, a paused one goes on. */
export function start(instance: InstanceRef): Step {
  const place = here()
  return { kind: 'start', instance: oneInstance(place, 'start', instance), place }
}

function faultFunction(fault: string): FaultFunction {
  const make = (instance: InstanceRef, args: JsonObject = {}): FaultStep => {
    const place = here()
    return { kind: 'fault', fault, instance: oneInstance(place, fault, instance), args, place }
  }
  return Object.assign(make, { fault })
}
