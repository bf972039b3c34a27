/** What the configuration of an existing project did not say, and where each value comes from instead. */
import type { InferredValue } from '../../target.ts'
import { explainDefaults } from '../explain.ts'
import { asComposeOptions, type ExistingOptions } from './options.ts'

/** `written` are the options as the user wrote them. */
export function explainExisting(options: ExistingOptions, written: object): InferredValue[] {
  const labels = "the engine, by Compose's labels"
  const engine =
    options.host !== undefined || options.context !== undefined
      ? []
      : [
          {
            name: 'engine',
            value: 'as the docker command decides',
            source: 'DOCKER_HOST, DOCKER_CONTEXT, its context',
          },
        ]
  const edge =
    options.edge.url === undefined
      ? [
          {
            name: 'target.edge.url',
            value: `where ${options.edge.port} of ${options.edge.service} is published`,
            source: labels,
          },
        ]
      : []
  return [
    ...explainDefaults(asComposeOptions(options), written),
    ...engine,
    ...edge,
    { name: 'containers', value: `of the project ${options.project}`, source: labels },
    { name: 'stop limit', value: 'StopTimeout of each container', source: 'its configuration' },
    { name: 'ports', value: 'those that are published; else its health check tells', source: labels },
  ]
}
