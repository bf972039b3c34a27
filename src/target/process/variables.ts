/** The values of the template names, scope by scope; `template-scopes.ts` has the same names for checking. */
import { join } from 'node:path'
import { portOf } from '../../host/port-of.ts'
import { shippedVariables } from '../app/own-deploy.ts'
import { below, expand, type Variables } from '../app/templates.ts'
import type { Release } from '../target.ts'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import type { Ports } from './ports.ts'

export interface Surroundings {
  options: ProcessOptions
  ports: Ports
  root: string
  state: string
  logs: string
  run: string
}

/** Where an instance stands: what its templates say of it. `n` counts from 1. */
export interface Place {
  name: string
  n: number
  port: number
}

/** The instances that the configuration names. */
export function placesOf({ options, ports }: Pick<Surroundings, 'options' | 'ports'>): Place[] {
  return instanceNames(options).map((name, index) => ({
    name,
    n: index + 1,
    port: ports.instances[index] ?? 0,
  }))
}

export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Where users come in, without a slash at its end. */
export function edgeUrl({ options, ports }: Pick<Surroundings, 'options' | 'ports'>): string {
  if (options.edge?.url !== undefined) return options.edge.url.replace(/\/$/, '')
  return loopback(ports.edge ?? ports.instances[0] ?? 0)
}

export function sharedVariables(around: Surroundings): Variables {
  const { options, root } = around
  const edge = edgeUrl(around)
  const { release } = options
  return {
    ...places(around),
    ...serviceUrls(around),
    instances: placesOf(around)
      .map(({ name, port }) => `${name}=${loopback(port)}`)
      .join(','),
    'edge.url': edge,
    'edge.port': String(portOf(edge)),
    ...(release ? { release: releasePath(options, root, release.current) } : {}),
    ...(release?.previous === undefined ? {} : { previous: releasePath(options, root, release.previous) }),
  }
}

/** `{release}` is the instance's own pointer, so that each can be switched by itself; or the directory given. */
export function instanceVariables(around: Surroundings, place: Place, release?: string): Variables {
  const { name, n, port } = place
  return {
    ...sharedVariables(around),
    name,
    n: String(n),
    port: String(port),
    ...(around.options.release ? { release: release ?? pointerPath(around.state, name) } : {}),
  }
}

/** For commands about one release: `{release}` is its directory, `{version}` its version. */
export function releaseVariables(
  around: Surroundings,
  release: Pick<Release, 'version' | 'where'>,
): Variables {
  return { ...sharedVariables(around), version: release.version, release: release.where }
}

/** For the user's own deploy and rollback: what is to serve, and what served before. */
export function deployVariables(
  around: Surroundings,
  to: Pick<Release, 'version' | 'where'>,
  from: Pick<Release, 'version' | 'where'>,
): Variables {
  return { ...releaseVariables(around, to), ...shippedVariables(to, from) }
}

export function edgeVariables(around: Surroundings): Variables {
  const shared = sharedVariables(around)
  return { ...shared, name: 'edge', port: shared['edge.port'] ?? '' }
}

export function serviceVariables(around: Surroundings, name: string): Variables {
  return { ...sharedVariables(around), name, port: String(around.ports.services[name] ?? 0) }
}

/** The release's directory, absolute. */
export function releasePath(options: ProcessOptions, root: string, version: string): string {
  return below(root, expand(options.release?.path ?? '', { root, version }))
}

/** The symbolic link through which an instance runs its release. */
export function pointerPath(state: string, name: string): string {
  return join(state, 'instances', name, 'release')
}

function places({ ports, root, state, logs, run }: Surroundings): Record<string, string> {
  const servicePorts = Object.entries(ports.services).map(([name, port]) => [
    `services.${name}.port`,
    String(port),
  ])
  return { root, state, logs, run, ...Object.fromEntries(servicePorts) }
}

function serviceUrls(around: Surroundings): Record<string, string> {
  const urls: Record<string, string> = {}
  for (const [name, service] of Object.entries(around.options.services)) {
    const url =
      service.external ??
      (service.url === undefined
        ? undefined
        : expand(service.url, { ...places(around), port: String(around.ports.services[name] ?? 0) }))
    if (url !== undefined) urls[`services.${name}.url`] = url
  }
  return urls
}
