/** The containers of the project, looked up by Compose's own labels each time: a deploy puts others in their place. */
import { FiredrillError } from '../../errors.ts'
import type { Container, Engine } from '../../host/engine/engine.ts'
import type { ComposeOptions } from './options.ts'
import { createNumbers, isReplica, labelsOf, placeOf, serviceNameOf } from './places.ts'

export interface Containers {
  /** The one of an instance or a service, whatever its state; null where there is none. */
  of(name: string): Promise<Container | null>
  /** Throws `drill-invalid` where there is none. */
  find(name: string): Promise<Container>
  all(): Promise<Container[]>
  /** Every one of the service that this instance belongs to. */
  siblings(name: string): Promise<Container[]>
  /** From now on the instance is this one of its siblings. */
  become(name: string, container: Pick<Container, 'labels'>): void
  /** The instance, or else the service, whose container this is; null: what somebody runs once. */
  nameOf(container: Pick<Container, 'labels'>): string | null
}

export function createContainers(
  engine: Engine,
  project: string,
  options: Pick<ComposeOptions, 'instances' | 'scaled'>,
): Containers {
  const numbers = createNumbers(options)
  const siblings = (name: string) => engine.containers(labelsOf(project, serviceNameOf(options, name)))
  const of = async (name: string): Promise<Container | null> => {
    const all = await siblings(name)
    if (isReplica(options, name)) numbers.see(all.map((each) => placeOf(each)?.number ?? 0))
    const wanted = numbers.of(name)
    const found = wanted === null ? all : all.filter((each) => placeOf(each)?.number === wanted)
    // While one is put in the place of another there are two for a moment: the newer one is the service's.
    return found.toSorted((a, b) => (b.startedMs ?? 0) - (a.startedMs ?? 0))[0] ?? null
  }
  return {
    of,
    async find(name) {
      const found = await of(name)
      if (found) return found
      throw new FiredrillError('drill-invalid', `There is no container of ${name}.`, {
        hint: 'It was never started, or somebody has removed it.',
      })
    },
    all: () => engine.containers(labelsOf(project)),
    siblings,
    become(name, container) {
      const place = placeOf(container)
      if (place !== null && isReplica(options, name)) numbers.move(name, place.number)
    },
    nameOf(container) {
      const place = placeOf(container)
      if (place === null || place.service !== options.scaled?.service) return place?.service ?? null
      return numbers.nameOf(place.number) ?? `${place.service}-${place.number}`
    },
  }
}

export function isUp({ state }: Pick<Container, 'state'>): boolean {
  return state === 'running' || state === 'paused'
}
