/** Ports of this machine's loopback by which the run reaches what is in the project. */
import type { Container } from '../../host/engine/engine.ts'
import type { Net } from '../../host/host.ts'
import { furtherOf } from './further.ts'
import { linkPorts } from './link-proxy.ts'
import type { ComposeOptions } from './options.ts'
import type { Publish } from './override.ts'
import { isReplica, serviceNameOf } from './places.ts'
import type { Surroundings } from './surroundings.ts'

type Ports = Readonly<Record<string, number>>

/**
 * One for each instance, those that a rollout may add among them, each service and the edge, by name; and two for each
 * link. Replicas have none: one port cannot be published for several, so the engine chooses.
 */
export async function choosePorts(
  options: ComposeOptions,
  net: Pick<Net, 'freePort'>,
  links: readonly string[] = [],
): Promise<Record<string, number>> {
  const ports: Record<string, number> = {}
  for (const { key } of insidePorts(options, links))
    if (!isReplica(options, key)) ports[key] = await net.freePort()
  return ports
}

/** Where a replica that is up is asked now. One that is down keeps the port that it had. */
export function notePort({ options, ports }: Surroundings, name: string, container: Container | null): void {
  if (container === null || !isReplica(options, name)) return
  const [published] = container.published[`${options.port}/tcp`] ?? []
  if (published) ports[name] = published.port
}

export function publishOf(options: ComposeOptions, ports: Ports, links: readonly string[] = []): Publish[] {
  const all = insidePorts(options, links).map(({ key, service, target }) => ({
    service,
    target,
    published: isReplica(options, key) ? null : (ports[key] ?? 0),
  }))
  // What several replicas would say is said once.
  return [...new Map(all.map((each) => [`${each.service}:${each.target}`, each])).values()]
}

function insidePorts(
  options: ComposeOptions,
  links: readonly string[],
): { key: string; service: string; target: number }[] {
  const { instances, port, services, edge } = options
  const all = [
    ...[...instances, ...furtherOf(options)].map((key) => ({
      key,
      service: serviceNameOf(options, key),
      target: port,
    })),
    ...Object.entries(services).map(([key, { port: target }]) => ({ key, service: key, target })),
    { key: edge.service, service: edge.service, target: edge.port },
  ]
  return [...all, ...linkPorts(options, links)]
}
