/** Services whose ports cannot be published, whatever the Compose files say: nobody reaches them from the machine. */
import type { Refusal } from '../target.ts'
import { furtherOf } from './further.ts'
import type { ComposeOptions } from './options.ts'
import { serviceNamesOf } from './places.ts'
import type { Project } from './project.ts'

type Networked = Pick<Project, 'services' | 'networks'>

/**
 * In words; null: its ports can be published. An engine publishes none by way of an internal network, and none of a
 * container on the network of its machine, of another container, or on none. Source: Compose file reference,
 * network_mode and networks.internal.
 */
export function whyUnpublished({ services, networks }: Networked, name: string): string | null {
  const service = services[name]
  if (service === undefined) return null
  const { network_mode: mode } = service
  if (mode !== undefined)
    return /^(host|none|(service|container):.*)$/.test(mode)
      ? `with network_mode: ${mode} no port of it is published`
      : null
  const named = Object.keys(service.networks ?? {})
  // As Compose does where a service names none.
  const on = named.length === 0 ? ['default'] : named
  if (!on.every((network) => networks[network]?.internal === true)) return null
  return `of its networks (${on.join(', ')}) all are internal, by which no port is published`
}

/** Instances and the edge are asked at ports of their own. A service that they use may be out of reach. */
export function unpublishedRefusals(options: ComposeOptions, project: Project): Refusal[] {
  const instances = serviceNamesOf(options, [...options.instances, ...furtherOf(options)])
  return [...new Set([...instances, options.edge.service])].flatMap((name) => {
    const why = whyUnpublished(project, name)
    if (why === null) return []
    return [
      {
        code: 'plan-refused',
        reason: `${name} cannot be reached: ${why}.`,
        hint: `In a further Compose file for the drills, ${project.services[name]?.network_mode === undefined ? '' : 'take its network_mode away (`!reset null`) and '}put it on a network of the project that is not internal.`,
      },
    ]
  })
}
