/**
 * What the run puts over the user's Compose files: its label on everything that is made, and ports of this machine's
 * loopback by which firedrill asks each instance past the edge. A port that is fixed here is the same after a restart.
 */
import { dirname } from 'node:path'
import type { Project } from './project.ts'
import { RECORD_LABEL, RUN_LABEL, type Surroundings } from './surroundings.ts'
import { whyUnpublished } from './unpublished.ts'

export interface Publish {
  service: string
  /** Inside the container. */
  target: number
  /** On 127.0.0.1; null: whichever the engine chooses, for each container its own. */
  published: number | null
}

/** What lies between the instances and services, as services of the override, and how an instance comes to use it. */
export interface Interposed {
  services: Readonly<Record<string, object>>
  instances: readonly string[]
  links: readonly string[]
}

export function overrideOf(
  project: Project,
  { run, logs, record = dirname(logs) }: Pick<Surroundings, 'run' | 'logs' | 'record'>,
  publish: readonly Publish[],
  interposed: Interposed = { services: {}, instances: [], links: [] },
): object {
  // Compose puts variables into the values of its files.
  const labels = { [RUN_LABEL]: run, [RECORD_LABEL]: record.replaceAll('$', '$$$$') }
  const portsOf = (name: string) =>
    publish
      // `up` fails where a port is asked for by one on the network of another container.
      .filter(({ service }) => service === name && whyUnpublished(project, name) === null)
      .map(({ target, published }) => ({
        target,
        ...(published === null ? {} : { published: String(published) }),
        host_ip: '127.0.0.1',
        protocol: 'tcp',
        mode: 'host',
      }))
  const own = (all: Project['volumes']) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([, made]) => made?.external !== true)
        .map(([name]) => [name, { labels }]),
    )
  const services = [...Object.keys(project.services), ...Object.keys(interposed.services)].map((name) => {
    const ports = portsOf(name)
    const links = interposed.instances.includes(name) ? interposed.links : []
    const own = { ...interposed.services[name], labels }
    return [name, { ...own, ...(links.length > 0 ? { links } : {}), ...(ports.length > 0 ? { ports } : {}) }]
  })
  return {
    services: Object.fromEntries(services),
    networks: own(project.networks),
    volumes: own(project.volumes),
  }
}
