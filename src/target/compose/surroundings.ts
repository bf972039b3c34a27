/** Where a started target stands: its options, its project, the places of this run; and the values of template names. */
import { join } from 'node:path'
import { hostInUrl } from '../../host/ipv6.ts'
import type { Variables } from '../app/templates.ts'
import type { ComposeOptions } from './options.ts'
import type { Project } from './project.ts'
import { whyUnpublished } from './unpublished.ts'

export interface Surroundings {
  options: ComposeOptions
  project: Project
  /** The Compose files, absolute, the user's first. */
  files: readonly string[]
  /**
   * Ports of this machine's loopback that the override publishes, by instance or service. Those of replicas are chosen
   * by the engine, at each start anew: they are as they were last seen.
   */
  ports: Record<string, number>
  /** Services that the instances reach by a link of the run's own. */
  links: readonly string[]
  /** Of a project that was there before: where each service can be reached, as last seen. It publishes what it likes. */
  found?: Found
  root: string
  state: string
  logs: string
  /** The run record's directory; left out: the one that the logs lie in. */
  record?: string
  run: string
}

export interface Found {
  /** Where users come in. */
  edge: string
  /** By service; one that is missing cannot be reached from here. */
  addresses: ReadonlyMap<string, Address>
}

export interface Address {
  host: string
  port: number
}

/** Everything that is made carries it, so that it can be found by whoever cleans up. */
export const RUN_LABEL = 'dev.firedrill.run'

/** On the image of a known-bad release: the version that it says of itself, which a tag cannot hold. */
export const VERSION_LABEL = 'dev.firedrill.version'

/** The directory of the run's record, for whoever finds what it left. */
export const RECORD_LABEL = 'dev.firedrill.record'

/** A project of the run's own: what the user runs beside it is another one. */
export function projectName(run: string): string {
  return `firedrill-${run.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-')}`
}

const LOOPBACK = '127.0.0.1'

export function loopback(port: number): string {
  return `http://${LOOPBACK}:${port}`
}

type Placed = Pick<Surroundings, 'ports' | 'found' | 'project'>

/** Null: it cannot be reached from here. */
export function addressOf({ ports, found, project }: Placed, service: string): Address | null {
  if (found) return found.addresses.get(service) ?? null
  if (whyUnpublished(project, service) !== null) return null
  return { host: LOOPBACK, port: ports[service] ?? 0 }
}

export function urlOf(around: Placed, service: string): string | null {
  const address = addressOf(around, service)
  return address === null ? null : `http://${hostInUrl(address.host)}:${address.port}`
}

export function edgeUrl(around: Surroundings): string {
  return around.found?.edge ?? loopback(around.ports[around.options.edge.service] ?? 0)
}

export function logPath({ logs }: Pick<Surroundings, 'logs'>, service: string): string {
  return join(logs, `${service}.log`)
}

/** The lines of the edge's log that are JSON objects. */
export function accessLogPath({ logs }: Pick<Surroundings, 'logs'>): string {
  return join(logs, 'access.ndjson')
}

export function sharedVariables(around: Surroundings): Variables {
  const { root, state, logs, run, options } = around
  const services = Object.keys(options.services).map((name) => [
    `services.${name}.port`,
    String(addressOf(around, name)?.port ?? 0),
  ])
  return {
    root,
    state,
    logs,
    run,
    project: around.project.name,
    instances: options.instances
      .map((name) => [name, urlOf(around, name)])
      .filter(([, url]) => url !== null)
      .map(([name, url]) => `${name}=${url}`)
      .join(','),
    'edge.url': edgeUrl(around),
    ...Object.fromEntries(services),
  }
}
