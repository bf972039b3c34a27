/** What the engine says of the project's containers: ends that nobody asked for, and starts whose log is to be followed. */
import type { EngineEvent, Following } from '../../host/engine/engine.ts'
import { serviceOf } from './containers.ts'
import { type LogFollowing, lastWords } from './logs.ts'
import type { Runtime } from './runtime.ts'
import { RUN_LABEL, type Surroundings } from './surroundings.ts'

/** Resolves once the engine listens. */
export async function followEvents(
  around: Surroundings,
  runtime: Runtime,
  logs: LogFollowing,
): Promise<Following> {
  const { engine, fleet } = runtime
  return engine.follow({ [RUN_LABEL]: around.run }, (event) => {
    if (event.action === 'start') {
      fleet.ending.delete(event.container)
      logs.follow({ id: event.container, labels: event.labels })
    }
    if (event.action === 'die' && !isWanted(event, runtime)) void report(event, runtime)
  })
}

function isWanted(event: EngineEvent, { fleet }: Runtime): boolean {
  const service = serviceOf(event)
  return service === null || fleet.ending.has(event.container) || fleet.asked.has(service)
}

async function report(event: EngineEvent, { engine, ends, redact, context }: Runtime): Promise<void> {
  const end = {
    name: serviceOf(event) ?? event.name,
    atMs: context.host.clock.monoMs(),
    how: `exit code ${event.exitCode ?? 'unknown'}`,
    lastLines: [] as string[],
  }
  ends.push(end)
  end.lastLines = await lastWords(engine, event.container, event.atMs, redact)
}
