/** The instances that there are: those of the configuration and those that a rollout adds; which of them are the app. */
import { FiredrillError } from '../../errors.ts'
import type { Release } from '../target.ts'
import { createManaged, type Managed } from './managed.ts'
import type { Runtime } from './runtime.ts'
import { instanceSpec } from './spec.ts'
import type { Parts } from './start.ts'
import { type Place, placesOf, type Surroundings } from './variables.ts'

export interface Fleet {
  all(): readonly Managed[]
  /** Those that are the app. */
  serving(): Managed[]
  serveWith(names: readonly string[]): void
  /** Throws `drill-invalid` for one that is not there. */
  find(name: string): Managed
  place(name: string): Place
  /** A further one, not started. Throws `drill-invalid` when the name is taken. */
  create(name: string): Promise<Managed>
  /** It is no more. */
  drop(name: string): void
  /** Everything that there ever was, for what it has used. */
  ever(): readonly Managed[]
  /** Names that are to end, or are held down. */
  readonly asked: Set<string>
  /** What each was put on last, by a rollout. */
  readonly runs: Map<string, Release>
  /** A deploy command of the user's has run: it may have started instances by itself. */
  adopted: boolean
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/

export function createFleet(parts: Parts, around: Surroundings, runtime: Runtime): Fleet {
  const places = new Map(placesOf(around).map((place) => [place.name, place]))
  const dropped: Managed[] = []
  let names: readonly string[] = [...places.keys()]
  let count = places.size
  const lookUp = (name: string) => parts.instances.find(({ spec }) => spec.name === name)
  const find = (name: string): Managed => {
    const found = lookUp(name)
    if (found) return found
    throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
      hint: `It has ${parts.instances.map(({ spec }) => spec.name).join(', ')}.`,
    })
  }
  const place = (name: string): Place => {
    const found = places.get(name)
    if (found) return found
    throw new FiredrillError('internal', `Nothing is known of an instance "${name}".`, {
      hint: 'This is a defect of firedrill: please report it.',
    })
  }
  return {
    asked: new Set(),
    runs: new Map(),
    adopted: false,
    all: () => parts.instances,
    serving: () => names.map(find),
    serveWith(next) {
      for (const name of next) find(name)
      names = [...next]
    },
    find,
    place,
    async create(name) {
      refuseName(name, [...parts.instances, ...parts.services, ...(parts.edge ? [parts.edge] : [])])
      // One that was taken away comes back in its place.
      const at = places.get(name) ?? { name, n: ++count, port: await runtime.context.host.net.freePort() }
      places.set(name, at)
      const managed = createManaged(instanceSpec(around, at), runtime)
      parts.instances.push(managed)
      return managed
    },
    drop(name) {
      dropped.push(find(name))
      parts.instances.splice(parts.instances.indexOf(find(name)), 1)
      names = names.filter((each) => each !== name)
    },
    ever: () => [...dropped, ...parts.instances],
  }
}

function refuseName(name: string, there: readonly Managed[]): void {
  if (!NAME.test(name))
    throw new FiredrillError('drill-invalid', `"${name}" cannot name an instance.`, {
      hint: 'Use letters, digits, "-" and "_".',
    })
  if (there.some(({ spec }) => spec.name === name))
    throw new FiredrillError('drill-invalid', `There is a "${name}" already.`, {
      hint: 'Replace it, or take it away first.',
    })
}
