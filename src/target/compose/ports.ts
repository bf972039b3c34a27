/** Ports of this machine's loopback by which the run reaches what is in the project. */
import type { Net } from '../../host/host.ts'
import { furtherOf } from './further.ts'
import { linkPorts } from './link-proxy.ts'
import type { ComposeOptions } from './options.ts'
import type { Publish } from './override.ts'

type Ports = Readonly<Record<string, number>>

/**
 * One for each instance, those that a rollout may add among them, each service and the edge, by the service's name; and
 * two for each link.
 */
export async function choosePorts(
  options: ComposeOptions,
  net: Pick<Net, 'freePort'>,
  links: readonly string[] = [],
): Promise<Ports> {
  const ports: Record<string, number> = {}
  for (const { key } of insidePorts(options, links)) ports[key] = await net.freePort()
  return ports
}

export function publishOf(options: ComposeOptions, ports: Ports, links: readonly string[] = []): Publish[] {
  return insidePorts(options, links).map(({ key, service, target }) => ({
    service,
    target,
    published: ports[key] ?? 0,
  }))
}

function insidePorts(
  options: ComposeOptions,
  links: readonly string[],
): { key: string; service: string; target: number }[] {
  const { instances, port, services, edge } = options
  const all = [
    ...[...instances, ...furtherOf(options)].map((service) => ({ service, target: port })),
    ...Object.entries(services).map(([service, { port: target }]) => ({ service, target })),
    { service: edge.service, target: edge.port },
  ]
  return [...all.map((each) => ({ key: each.service, ...each })), ...linkPorts(options, links)]
}
