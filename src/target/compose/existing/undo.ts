/** Takes back what was done to containers that are not the run's own: by their ids, by any process, removing nothing. */
import type { Engine } from '../../../host/engine/engine.ts'
import { labelsOf } from '../places.ts'
import { endpointData, type Runtime } from '../runtime.ts'

/** `readyMs`: how long one that was started again may take until its health check says so. */
export function restoring(engine: Engine, project: string, readyMs: number): Runtime['undoOf'] {
  const endpoint = endpointData(engine)
  return (act, service, { id, startedMs, endsWithinMs = 0 }) => {
    switch (act) {
      case 'start':
        return { kind: 'nothing', args: { because: `${service} ran before the run, and runs on` } }
      case 'end': {
        const labels = { ...labelsOf(project, service) }
        return { kind: 'start-container', args: { endpoint, id, labels, readyMs, startedMs, endsWithinMs } }
      }
    }
  }
}
