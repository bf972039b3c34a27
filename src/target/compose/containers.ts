/** The containers of the project, looked up by Compose's own labels each time: a deploy puts others in their place. */
import { FiredrillError } from '../../errors.ts'
import type { Container, Engine } from '../../host/engine/engine.ts'

export interface Containers {
  /** The one of a service, whatever its state; null where there is none. */
  of(service: string): Promise<Container | null>
  /** Throws `drill-invalid` where there is none. */
  find(service: string): Promise<Container>
  all(): Promise<Container[]>
}

export const PROJECT_LABEL = 'com.docker.compose.project'
const SERVICE = 'com.docker.compose.service'
const ONE_OFF = 'com.docker.compose.oneoff'

export function createContainers(engine: Engine, project: string): Containers {
  const of = async (service: string) => {
    const found = await engine.containers({
      [PROJECT_LABEL]: project,
      [SERVICE]: service,
      [ONE_OFF]: 'False',
    })
    // While one is put in the place of another there are two for a moment: the newer one is the service's.
    return found.toSorted((a, b) => (b.startedMs ?? 0) - (a.startedMs ?? 0))[0] ?? null
  }
  return {
    of,
    async find(service) {
      const found = await of(service)
      if (found) return found
      throw new FiredrillError('drill-invalid', `There is no container of ${service}.`, {
        hint: 'It was never started, or somebody has removed it.',
      })
    },
    all: () => engine.containers({ [PROJECT_LABEL]: project }),
  }
}

export function isUp({ state }: Pick<Container, 'state'>): boolean {
  return state === 'running' || state === 'paused'
}

/** The service's name, by which instances are called. */
export function serviceOf({ labels }: Pick<Container, 'labels'>): string | null {
  return labels[ONE_OFF] === 'True' ? null : (labels[SERVICE] ?? null)
}
