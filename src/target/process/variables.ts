/** The values of the template names, scope by scope; `template-scopes.ts` has the same names for checking. */
import { isAbsolute, join } from 'node:path'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import { type Ports, portOf } from './ports.ts'
import { expand, type Variables } from './templates.ts'

export interface Surroundings {
  options: ProcessOptions
  ports: Ports
  root: string
  state: string
  logs: string
  run: string
}

export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Where users come in, without a slash at its end. */
export function edgeUrl({ options, ports }: Pick<Surroundings, 'options' | 'ports'>): string {
  if (ports.edge !== null) return loopback(ports.edge)
  if (options.edge?.url !== undefined) return options.edge.url.replace(/\/$/, '')
  return loopback(ports.instances[0] ?? 0)
}

export function sharedVariables(around: Surroundings): Variables {
  const { options, ports, root } = around
  const edge = edgeUrl(around)
  const names = instanceNames(options)
  const { release } = options
  return {
    ...places(around),
    ...serviceUrls(around),
    instances: names.map((name, index) => `${name}=${loopback(ports.instances[index] ?? 0)}`).join(','),
    'edge.url': edge,
    'edge.port': String(portOf(edge)),
    ...(release ? { release: releasePath(options, root, release.current) } : {}),
    ...(release?.previous === undefined ? {} : { previous: releasePath(options, root, release.previous) }),
  }
}

/** `n` counts from 1. `{release}` is the instance's own pointer, so that each can be switched by itself. */
export function instanceVariables(around: Surroundings, n: number): Variables {
  const name = instanceNames(around.options)[n - 1] ?? ''
  return {
    ...sharedVariables(around),
    name,
    n: String(n),
    port: String(around.ports.instances[n - 1] ?? 0),
    ...(around.options.release ? { release: pointerPath(around.state, name) } : {}),
  }
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

export function below(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path)
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
