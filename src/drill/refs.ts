/** Which instances are meant, said without naming one: the run's seed decides, and the journal records. */
import type { InstanceRef, InstancesRef, Place, ReleaseRef } from './model.ts'
import { here, mistake } from './place.ts'
import { releaseOf } from './releases.ts'

const REFS: readonly unknown[] = ['any', 'named', 'victim', 'it', 'serving']

/** One instance that is up, picked by the run's seed; or the one with this name. */
export function instance(name?: string): InstanceRef {
  return name === undefined ? { ref: 'any' } : { ref: 'named', name }
}

/** Every instance, or those named; for `each`. */
export function instances(...names: string[]): InstancesRef {
  return names.length === 0 ? { ref: 'all' } : { ref: 'named', names }
}

/** The instance that the latest fault hit. */
export function victim(): InstanceRef {
  return { ref: 'victim' }
}

/** One instance that serves this release by its own word, picked by the run's seed. */
export function instanceServing(release: ReleaseRef): InstanceRef {
  return { ref: 'serving', release: releaseOf(here(), 'instanceServing()', release) }
}

/** Refuses what is a reference neither to one instance nor to several. */
export function someInstances(
  place: Place,
  what: string,
  refs: InstanceRef | InstancesRef,
): InstanceRef | InstancesRef {
  const several: unknown = refs?.ref
  if (several === 'all' || REFS.includes(several)) return refs
  throw mistake(
    place,
    `${what} takes instances.`,
    `Write ${what}(instances()), or ${what}(instance('web-1')).`,
  )
}

/** Refuses what is not a reference to one instance, such as `kill(instances())` or `kill('web-1')`. */
export function oneInstance(place: Place, what: string, ref: InstanceRef): InstanceRef {
  const kind: unknown = ref?.ref
  if (REFS.includes(kind) && !('names' in ref)) return ref
  const many = kind === 'all' || (typeof ref === 'object' && ref !== null && 'names' in ref)
  throw mistake(
    place,
    many ? `${what} takes one instance, not several.` : `${what} takes an instance.`,
    many
      ? `Write each(instances(), (it) => [${what}(it), …]).`
      : `Write ${what}(instance()), or ${what}(instance('web-1')).`,
  )
}
