/** The part of an existing project that the configuration names, as its engine tells it. Reads only. */
import type { Container, Engine } from '../../../host/engine/engine.ts'
import { hostInUrl } from '../../../host/ipv6.ts'
import type { Refusal, Touched } from '../../target.ts'
import { createContainers, isUp } from '../containers.ts'
import { labelsOf } from '../places.ts'
import type { Project } from '../project.ts'
import { machineOf, publishedAt } from './addresses.ts'
import type { ExistingOptions } from './options.ts'

/** Null: there is no container of it. */
export type Seen = Readonly<Record<string, Container | null>>

/** Which services the configuration names, and where each listens inside. Nothing else of the project is touched. */
export function namedServices({ instances, port, services, edge }: ExistingOptions): Record<string, number> {
  return {
    ...Object.fromEntries(instances.map((name) => [name, port])),
    ...Object.fromEntries(Object.entries(services).map(([name, { port: inside }]) => [name, inside])),
    [edge.service]: edge.port,
  }
}

export async function lookAtProject(options: ExistingOptions, engine: Engine): Promise<Seen> {
  const containers = createContainers(engine, options.project, { instances: options.instances, scaled: null })
  const names = Object.keys(namedServices(options))
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await containers.of(name)])))
}

export function touchedOf(options: ExistingOptions, engine: Engine, seen: Seen): Touched {
  const there = Object.values(seen).filter((container) => container !== null)
  return {
    name: options.project,
    where: `the project ${options.project} on the engine at ${engine.endpoint.url}`,
    things: there.map(({ name, image, state, health }) => ({
      name,
      image: image.name,
      state: health === null ? state : `${state}, ${health}`,
    })),
  }
}

/** What it lacks to be drilled: all has to be up, and something has to tell whether it is ready. */
export function seenRefusals(options: ExistingOptions, engine: Engine, seen: Seen): Refusal[] {
  const { project, edge, instances, port } = options
  const machine = machineOf(engine.endpoint.url)
  const refuse = (reason: string, hint: string): Refusal => ({ code: 'plan-refused', reason, hint })
  const found = Object.entries(seen)
  if (found.every(([, container]) => container === null))
    return [
      refuse(
        `The engine at ${engine.endpoint.url} has no container of the project ${project} that the configuration names.`,
        'Correct target.project, or name the engine: target.context or target.host. Nothing is started here.',
      ),
    ]
  const down = found
    .filter(([, container]) => container === null || container.state !== 'running')
    .map(([name, container]) =>
      refuse(
        `${name} of the project ${project} is ${container?.state ?? 'not there'}: a drill begins with an app that is up.`,
        'Start it by your own command: nothing is started here.',
      ),
    )
  const untold = instances.flatMap((name) => {
    const container = seen[name]
    if (!container || !isUp(container) || container.health !== null) return []
    if (publishedAt(container, port, machine) !== null) return []
    return [
      refuse(
        `Nothing tells whether ${name} is ready: its port ${port} is not published where it can be reached from here, and it has no health check.`,
        'Publish its port, or give it a health check.',
      ),
    ]
  })
  const entry = seen[edge.service]
  const isNowhere = entry && edge.url === undefined && publishedAt(entry, edge.port, machine) === null
  const noEdge = isNowhere
    ? [
        refuse(
          `The port ${edge.port} of ${edge.service} is not published where it can be reached from here.`,
          'Say where users come in: target.edge.url.',
        ),
      ]
    : []
  return [...down, ...untold, ...noEdge]
}

/** Which of several containers is meant, nothing would tell: an instance is a service of its own here. */
export async function scaledRefusals(options: ExistingOptions, engine: Engine): Promise<Refusal[]> {
  const { project } = options
  const counted = await Promise.all(
    Object.keys(namedServices(options)).map(async (name) => {
      const all = await engine.containers(labelsOf(project, name))
      return { name, up: all.filter(isUp).length }
    }),
  )
  return counted
    .filter(({ up }) => up > 1)
    .map(({ name, up }) => ({
      code: 'plan-refused',
      reason: `${name} of the project ${project} has ${up} containers: of a project that runs already, each instance has to be a service of its own.`,
      hint: 'Name services that have one container each.',
    }))
}

/** As `docker compose config` would tell it, from the containers themselves: no Compose file is read. */
export function projectOf(options: ExistingOptions, seen: Seen): Project {
  const services = Object.entries(seen).map(([name, container]) => [name, serviceOf(container)])
  return { name: options.project, services: Object.fromEntries(services), networks: {}, volumes: {} }
}

function serviceOf(container: Container | null): Project['services'][string] {
  const graceMs = container?.stopGraceMs ?? null
  return {
    image: container?.image.name,
    restart: container?.restartPolicy,
    ...(graceMs === null ? {} : { stop_grace_period: `${graceMs}ms` }),
    ports: [],
    profiles: [],
    environment: {},
    networks: {},
  }
}

/** One line for each: what was read of it, and what of it cannot be seen. */
export function readLines(options: ExistingOptions, engine: Engine, seen: Seen): string[] {
  const machine = machineOf(engine.endpoint.url)
  return Object.entries(namedServices(options)).map(([service, inside]) => {
    const container = seen[service]
    if (!container) return `${service} is not there`
    const { name, image, restartPolicy, stopGraceMs } = container
    const address = publishedAt(container, inside, machine)
    const reached =
      address === null
        ? 'publishes nothing that can be reached from here: its readiness by its health check, its release by its image'
        : `is reached at ${hostInUrl(address.host)}:${address.port}`
    const grace = stopGraceMs === null ? "the engine's own" : `${stopGraceMs / 1000} s`
    return `${name} (${image.name}, ${image.id.slice(0, 19)}) ${reached}; stop limit ${grace}, restart ${restartPolicy}`
  })
}
