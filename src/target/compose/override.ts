/**
 * What the run puts over the user's Compose files: its label on everything that is made, and ports of this machine's
 * loopback by which firedrill asks each instance past the edge. A port that is fixed here is the same after a restart.
 */
import type { Project } from './project.ts'
import { RUN_LABEL } from './surroundings.ts'

export interface Publish {
  service: string
  /** Inside the container. */
  target: number
  /** On 127.0.0.1. */
  published: number
}

export function overrideOf(project: Project, run: string, publish: readonly Publish[]): object {
  const labels = { [RUN_LABEL]: run }
  const portsOf = (name: string) =>
    publish
      .filter(({ service }) => service === name)
      .map(({ target, published }) => ({
        target,
        published: String(published),
        host_ip: '127.0.0.1',
        protocol: 'tcp',
        mode: 'host',
      }))
  const own = (all: Project['networks']) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([, made]) => made?.external !== true)
        .map(([name]) => [name, { labels }]),
    )
  const services = Object.keys(project.services).map((name) => {
    const ports = portsOf(name)
    return [name, { labels, ...(ports.length > 0 ? { ports } : {}) }]
  })
  return {
    services: Object.fromEntries(services),
    networks: own(project.networks),
    volumes: own(project.volumes),
  }
}
