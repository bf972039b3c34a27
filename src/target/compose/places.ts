/**
 * Where an instance is found: the one place that knows it. An instance is a service of its own, or one of the replicas
 * of a scaled service, told apart by the number that Compose gives to each container.
 */
import type { Container, Labels } from '../../host/engine/engine.ts'
import type { ComposeOptions } from './options.ts'

type Scaling = Pick<ComposeOptions, 'instances' | 'scaled'>

export const PROJECT_LABEL = 'com.docker.compose.project'
const SERVICE = 'com.docker.compose.service'
const NUMBER = 'com.docker.compose.container-number'
const ONE_OFF = 'com.docker.compose.oneoff'

/** `web-1`, `web-2`: as Compose names the first containers of a scaled service. */
export function replicaNames({ service, count }: { service: string; count: number }): string[] {
  return Array.from({ length: count }, (_, index) => `${service}-${index + 1}`)
}

/** The service of an instance, or the service of that name. */
export function serviceNameOf({ instances, scaled }: Scaling, name: string): string {
  return scaled && instances.includes(name) ? scaled.service : name
}

/** Each once, in the order of the names. */
export function serviceNamesOf(scaling: Scaling, names: readonly string[]): string[] {
  return [...new Set(names.map((name) => serviceNameOf(scaling, name)))]
}

/** As Compose names the container of the first start. */
export function containerNameOf({ instances, scaled }: Scaling, project: string, name: string): string {
  return scaled && instances.includes(name) ? `${project}-${name}` : `${project}-${name}-1`
}

export function isReplica({ instances, scaled }: Scaling, name: string): boolean {
  return scaled !== null && instances.includes(name)
}

/** What all containers of a project carry, and those of one of its services; what `run` made is none of them. */
export function labelsOf(project: string, service?: string): Labels {
  if (service === undefined) return { [PROJECT_LABEL]: project }
  return { [PROJECT_LABEL]: project, [SERVICE]: service, [ONE_OFF]: 'False' }
}

/** Null: not a container of a service. */
export function placeOf({ labels }: Pick<Container, 'labels'>): { service: string; number: number } | null {
  const service = labels[SERVICE]
  if (service === undefined || labels[ONE_OFF] === 'True') return null
  return { service, number: Number(labels[NUMBER] ?? 1) }
}

/**
 * Which number each replica has by now. A deploy puts others in their place, and Compose never gives a number twice
 * while a higher one is there: an instance whose number is gone becomes the lowest that is nobody's.
 */
export interface Numbers {
  of(name: string): number | null
  /** From now on it is this one. */
  move(name: string, number: number): void
  /** Looks which numbers there are. */
  see(numbers: readonly number[]): void
  /** Who has this number, or had it last; null: nobody. */
  nameOf(number: number): string | null
}

/** Compose begins with 1. */
const NONE = 0

export function createNumbers({ instances, scaled }: Scaling): Numbers {
  const now = new Map<string, number>()
  const had = new Map<number, string>()
  const move = (name: string, number: number): void => {
    for (const [other, its] of now) if (its === number) now.set(other, NONE)
    now.set(name, number)
    had.set(number, name)
  }
  if (scaled) for (const [index, name] of instances.entries()) move(name, index + 1)
  return {
    of: (name) => now.get(name) ?? null,
    move,
    see(numbers) {
      const taken = new Set(now.values())
      const free = numbers.filter((number) => !taken.has(number)).toSorted((a, b) => a - b)
      for (const [name, number] of now) {
        if (numbers.includes(number)) continue
        const next = free.shift()
        if (next === undefined) return
        move(name, next)
      }
    },
    nameOf: (number) => had.get(number) ?? null,
  }
}
