/** Reasons not to start where several containers would need what only one can have: a published port, a name. */
import type { Refusal } from '../target.ts'
import type { ComposeOptions } from './options.ts'
import { serviceNamesOf } from './places.ts'
import type { Project } from './project.ts'
import { whyUnpublished } from './unpublished.ts'

/** The engine gives one port to one container, and while a replica is replaced there is one more. */
export function replicasClash({ scaled, instances }: ComposeOptions, { services }: Project): Refusal[] {
  if (scaled === null) return []
  const { service, count } = scaled
  const ports = (services[service]?.ports ?? [])
    .filter(({ published }) => published !== undefined && /^[1-9]\d*$/.test(published))
    .map(
      ({ published, target }): Refusal => ({
        code: 'plan-refused',
        reason: `The service "${service}" publishes its port ${target} as ${published}, which cannot be had by ${count + 1} containers: its replicas, and a further one in a rollout.`,
        hint: 'Leave the published port out of the Compose files, or give a range that is wide enough.',
      }),
    )
  const names = instances
    .filter((name) => Object.hasOwn(services, name))
    .map(
      (name): Refusal => ({
        code: 'plan-refused',
        reason: `The Compose files have a service "${name}", which is what a replica of "${service}" is called.`,
        hint: 'Give one of the two services another name.',
      }),
    )
  return [...ports, ...names]
}

/** The run publishes a port of each that it asks: `up` would fail at the second container of it. */
export function replicatedRefusals(options: ComposeOptions, project: Project): Refusal[] {
  const { scaled, instances, services, edge } = options
  const own = scaled ? [] : serviceNamesOf(options, instances)
  return [...new Set([...own, ...Object.keys(services), edge.service])].flatMap((name) => {
    const service = project.services[name]
    const count = service?.scale ?? service?.deploy?.replicas ?? 1
    if (count <= 1 || whyUnpublished(project, name) !== null) return []
    const how = own.includes(name)
      ? `Name its replicas as the instances: instances: { service: '${name}', count: ${count} }; or let it be one.`
      : 'Let it be one, in a further Compose file for the drills: deploy: { replicas: 1 }.'
    return [
      {
        code: 'plan-refused',
        reason: `${name} is ${count} containers by the Compose files (deploy.replicas, scale), and the port by which it is asked can be published of one.`,
        hint: how,
      },
    ]
  })
}
