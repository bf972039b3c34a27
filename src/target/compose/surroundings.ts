/** Where a started target stands: its options, its project, the places of this run; and the values of template names. */
import { join } from 'node:path'
import type { Variables } from '../app/templates.ts'
import type { ComposeOptions } from './options.ts'
import type { Project } from './project.ts'

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
  root: string
  state: string
  logs: string
  run: string
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

export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`
}

export function urlOf({ ports }: Pick<Surroundings, 'ports'>, name: string): string {
  return loopback(ports[name] ?? 0)
}

export function edgeUrl(around: Surroundings): string {
  return urlOf(around, around.options.edge.service)
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
    String(around.ports[name] ?? 0),
  ])
  return {
    root,
    state,
    logs,
    run,
    project: around.project.name,
    instances: options.instances.map((name) => `${name}=${urlOf(around, name)}`).join(','),
    'edge.url': edgeUrl(around),
    ...Object.fromEntries(services),
  }
}
