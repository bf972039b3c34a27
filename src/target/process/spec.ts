/** One process of the target, with every template filled in: what is started, how it is seen ready, how it is stopped. */
import { join } from 'node:path'
import { durationMs } from '../../units.ts'
import type { Command } from '../app/option-types.ts'
import type { ReadyCheck } from '../app/ready.ts'
import { argvOf, directory, expandAll, type Variables } from '../app/templates.ts'
import type { ProcessOptions, ServiceOptions } from './options.ts'
import {
  edgeUrl,
  edgeVariables,
  instanceVariables,
  loopback,
  type Place,
  placesOf,
  type Surroundings,
  serviceVariables,
} from './variables.ts'

export interface ProcessSpec {
  name: string
  argv: readonly string[]
  cwd: string
  /** What is added to the inherited environment. */
  env: Readonly<Record<string, string>>
  port: number
  ready: ReadyCheck
  /** Says that it lives; asked only to tell why it does not get ready. */
  health: string | null
  readyTimeoutMs: number
  stopTimeoutMs: number
  stopSignal: NodeJS.Signals
  /**
   * `all`: every process of it gets the stop signal, since a wrapper such as npm or sh may not pass it on.
   * `main`: only the one that was started; a database's own children must not be told to stop by others.
   */
  stopSignalTo: 'all' | 'main'
  log: string
}

export function instanceSpecs(around: Surroundings): ProcessSpec[] {
  return placesOf(around).map((place) => instanceSpec(around, place))
}

/** `release`: the directory that it runs from, where that is not what its own pointer leads to. */
export function instanceSpec(around: Surroundings, place: Place, release?: string): ProcessSpec {
  const { options } = around
  const { name, port } = place
  return {
    ...base(around, name, instanceVariables(around, place, release), options, port, options.port.env),
    ready: { kind: 'http', url: `${loopback(port)}${options.ready}` },
    health: options.health === undefined ? null : `${loopback(port)}${options.health}`,
    stopSignalTo: 'all',
  }
}

/** Null where no edge is started. */
export function edgeSpec(around: Surroundings): ProcessSpec | null {
  const { options, ports } = around
  const { edge } = options
  if (edge?.run === undefined || ports.edge === null) return null
  const portEnv = portVariable(edge.port)
  const settings = { ...edge, run: edge.run }
  return {
    ...base(around, 'edge', edgeVariables(around), settings, ports.edge, portEnv),
    ready: { kind: 'http', url: `${edgeUrl(around)}${edge.ready ?? options.probePath}` },
    stopSignalTo: 'all',
  }
}

/** In the order in which they are written. */
export function serviceSpecs(around: Surroundings): ProcessSpec[] {
  return Object.entries(around.options.services).flatMap(([name, service]) => {
    if (service.run === undefined) return []
    const port = around.ports.services[name] ?? 0
    const variables = serviceVariables(around, name)
    const settings = { ...service, run: service.run }
    const spec = base(around, name, variables, settings, port, portVariable(service.port))
    const ready = serviceReady(service, variables, port, spec.cwd)
    return [{ ...spec, ready, stopSignalTo: 'main' as const }]
  })
}

type Settings = Pick<ProcessOptions, 'env' | 'readyTimeout' | 'stopTimeout' | 'stopSignal'> & {
  run: Command
  cwd?: string | undefined
}

function base(
  around: Surroundings,
  name: string,
  variables: Variables,
  settings: Settings,
  port: number,
  portEnv: string | null,
): Omit<ProcessSpec, 'ready' | 'stopSignalTo'> {
  const given = portEnv === null ? {} : { [portEnv]: String(port) }
  return {
    name,
    argv: argvOf(settings.run, variables),
    cwd: directory(around.root, settings.cwd, variables),
    // Many servers listen on every address unless they are told otherwise.
    env: { HOST: '127.0.0.1', ...given, ...expandAll(settings.env, variables) },
    port,
    health: null,
    readyTimeoutMs: durationMs(settings.readyTimeout),
    stopTimeoutMs: durationMs(settings.stopTimeout),
    stopSignal: settings.stopSignal,
    log: join(around.logs, `${name}.log`),
  }
}

function serviceReady(service: ServiceOptions, variables: Variables, port: number, cwd: string): ReadyCheck {
  const { ready } = service
  if ('tcp' in ready) return { kind: 'tcp', port }
  if ('http' in ready) return { kind: 'http', url: `${loopback(port)}${ready.http}` }
  return { kind: 'command', argv: argvOf(ready.command, variables), cwd }
}

function portVariable(port: ServiceOptions['port'] | undefined): string | null {
  if (port === undefined) return 'PORT'
  return typeof port === 'number' ? null : port.env
}
