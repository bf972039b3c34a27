import type { Engine } from '../host/engine/engine.ts'

/** How a person's command begins that is to reach this engine, whichever their shell would take: a namesake may run on another. */
export function dockerAt({ endpoint }: Pick<Engine, 'endpoint'>): string {
  return `docker --host ${endpoint.url}`
}
