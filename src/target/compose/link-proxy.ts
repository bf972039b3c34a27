/**
 * What is put between the instances and a service, where a drill disturbs that: a Toxiproxy of its own for each service,
 * beside it on its networks. To the instances, and to nobody else, the service's name means it (a `links` of Compose).
 */
import { FiredrillError } from '../../errors.ts'
import type { ComposeOptions } from './options.ts'
import { serviceNamesOf } from './places.ts'
import type { Project } from './project.ts'

export const TOXIPROXY_IMAGE = 'ghcr.io/shopify/toxiproxy:2.5.0'
/** Where it is told what to do, inside its container. */
export const API_PORT = 8474
const NOBODY = '65534:65534'

/** The name of its service in the project. */
export function linkOf(service: string): string {
  return `firedrill-link-${service}`
}

/** Under which the port of its interface is kept beside those of the services. */
export function apiOf(service: string): string {
  return `${linkOf(service)}:api`
}

/** Where it listens inside its container: the link itself as the service does, and its interface. */
export function linkPorts(
  { services }: Pick<ComposeOptions, 'services'>,
  links: readonly string[],
): { key: string; service: string; target: number }[] {
  return links.flatMap((name) => [
    { key: linkOf(name), service: linkOf(name), target: services[name]?.port ?? 0 },
    { key: apiOf(name), service: linkOf(name), target: API_PORT },
  ])
}

/** As services of the run's own override. */
export function linkServices(
  project: Project,
  options: Pick<ComposeOptions, 'instances' | 'scaled'>,
  links: readonly string[],
  image: string,
): Record<string, object> {
  const instances = serviceNamesOf(options, options.instances)
  for (const name of links.length > 0 ? [...instances, ...links] : []) refuseForeign(name, project)
  const networksOf = (service: string) => Object.keys(project.services[service]?.networks ?? {})
  return Object.fromEntries(
    links.map((name) => {
      const networks = [...new Set([name, ...instances].flatMap(networksOf))]
      const service = {
        image,
        command: ['-host=0.0.0.0'],
        user: NOBODY,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'no',
        ...(networks.length > 0 ? { networks } : {}),
      }
      return [linkOf(name), service]
    }),
  )
}

/** Names of a project's network mean nothing to one that is not on it. */
function refuseForeign(name: string, project: Project): void {
  const mode = project.services[name]?.network_mode
  if (mode === undefined) return
  throw new FiredrillError(
    'plan-refused',
    `${name} is on no network of the project (network_mode: ${mode}): its links cannot be disturbed.`,
    {
      hint: 'Put it on a network of the project, or take the faults of links out of the drill.',
    },
  )
}

/** What an instance has to have so that it goes by the links. */
export function linksOfInstance(links: readonly string[]): string[] {
  return links.map((name) => `${linkOf(name)}:${name}`)
}
