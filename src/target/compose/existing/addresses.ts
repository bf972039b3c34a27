/** Where what a container listens on can be reached from here, by what it publishes. */
import type { Container } from '../../../host/engine/engine.ts'
import { bareHost } from '../../../host/ipv6.ts'
import type { Containers } from '../containers.ts'
import type { Address } from '../surroundings.ts'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const ANY = ['0.0.0.0', '::', '']

/** The machine on which the engine publishes ports: this one, where it is spoken to by a socket. */
export function machineOf(engineUrl: string): string {
  return engineUrl.startsWith('tcp:') ? bareHost(new URL(engineUrl).hostname) : '127.0.0.1'
}

/** Null: it is not published, or on the loopback of another machine alone. What is published for IPv6 comes last. */
export function publishedAt(
  { published }: Pick<Container, 'published'>,
  inside: number,
  machine: string,
): Address | null {
  const isHere = LOOPBACK.includes(machine)
  const all = (published[`${inside}/tcp`] ?? []).toSorted((a, b) => Number(isIpv6(a)) - Number(isIpv6(b)))
  for (const each of all) {
    const { host, port } = each
    const isOwn = LOOPBACK.includes(host)
    if (!isOwn && !ANY.includes(host)) return { host, port }
    // The two loopback addresses are two places: what listens on the one does not on the other.
    if (isHere) return { host: isIpv6(each) ? '::1' : '127.0.0.1', port }
    if (!isOwn) return { host: machine, port }
  }
  return null
}

function isIpv6({ host }: Address): boolean {
  return host.includes(':')
}

/**
 * Each look at a container also tells where it is reached: an engine may choose another port at each start. One that is
 * down publishes nothing, and is looked for where it was.
 */
export function noting(
  containers: Containers,
  inside: Readonly<Record<string, number>>,
  machine: string,
  addresses: Map<string, Address>,
): Containers {
  return {
    ...containers,
    async of(service) {
      const container = await containers.of(service)
      note(service, container)
      return container
    },
    async find(service) {
      const container = await containers.find(service)
      note(service, container)
      return container
    },
  }

  function note(service: string, container: Container | null): void {
    const port = inside[service]
    if (container?.state !== 'running' || port === undefined) return
    const address = publishedAt(container, port, machine)
    if (address !== null) addresses.set(service, address)
  }
}
