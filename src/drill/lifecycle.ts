/** Steps by which instances are ended and started again in an orderly way. */
import type { InstanceRef, InstancesRef, Step } from './model.ts'
import { here } from './place.ts'
import { oneInstance, someInstances } from './refs.ts'

/**
 * Asks an instance to end, as a deploy or an autoscaler would; it stays down until `start`. That it ends with exit
 * code 0 within the target's stop limit becomes a clause by itself.
 */
export function stop(instance: InstanceRef): Step {
  const place = here()
  return { kind: 'stop', instance: oneInstance(place, 'stop', instance), place }
}

/** Stops one instance, or several at once, and starts them again; ends when they are ready. */
export function restart(instances: InstanceRef | InstancesRef): Step {
  const place = here()
  return { kind: 'restart', instances: someInstances(place, 'restart', instances), place }
}
