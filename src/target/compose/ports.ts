/** Ports of this machine's loopback by which the run reaches what is in the project. */
import type { Net } from '../../host/host.ts'
import { furtherOf } from './further.ts'
import type { ComposeOptions } from './options.ts'
import type { Publish } from './override.ts'

type Ports = Readonly<Record<string, number>>

/** One for each instance, those that a rollout may add among them, each service and the edge, by the service's name. */
export async function choosePorts(options: ComposeOptions, net: Pick<Net, 'freePort'>): Promise<Ports> {
  const ports: Record<string, number> = {}
  for (const { service } of insidePorts(options)) ports[service] = await net.freePort()
  return ports
}

export function publishOf(options: ComposeOptions, ports: Ports): Publish[] {
  return insidePorts(options).map((each) => ({ ...each, published: ports[each.service] ?? 0 }))
}

function insidePorts(options: ComposeOptions): { service: string; target: number }[] {
  const { instances, port, services, edge } = options
  return [
    ...[...instances, ...furtherOf(options)].map((service) => ({ service, target: port })),
    ...Object.entries(services).map(([service, { port: target }]) => ({ service, target })),
    { service: edge.service, target: edge.port },
  ]
}
