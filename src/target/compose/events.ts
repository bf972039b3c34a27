/** What the engine says of the project's containers: it is kept, and ends that nobody asked for are reported. */
import type { Engine, EngineAction, EngineEvent, Labels } from '../../host/engine/engine.ts'
import type { Following, Gap } from '../../host/engine/following.ts'
import type { EngineEventTold, TargetContext } from '../target.ts'
import { type LogFollowing, lastWords } from './logs.ts'
import { PROJECT_LABEL } from './places.ts'
import { watchRestarts } from './restarts.ts'
import type { Runtime } from './runtime.ts'
import { RUN_LABEL, type Surroundings } from './surroundings.ts'

/** That something was made and removed says nothing of how it fared. */
const KEPT: readonly EngineEventTold['action'][] = [
  'start',
  'kill',
  'oom',
  'die',
  'stop',
  'pause',
  'unpause',
  'health_status',
]

/** Resolves once the engine listens. */
export async function followEvents(
  around: Surroundings,
  runtime: Runtime,
  logs: LogFollowing,
  labels: Labels = { [RUN_LABEL]: around.run },
): Promise<Pick<Following, 'stop'>> {
  const { engine, fleet, context } = runtime
  const restarts = watchRestarts(runtime, logs)
  const health = new Map<string, string | null>()
  /** Containers in which memory ran out since their latest start. */
  const outOfMemory = new Set<string>()
  await tellClock(engine, context)
  // An engine that does not answer now says so where it is listened to.
  restarts.known(await engine.containers(labels).catch(() => []))
  const onEvent = (event: EngineEvent): void => {
    const { action, container } = event
    // A builder's containers carry the label of what they build.
    if (!(PROJECT_LABEL in event.labels)) return
    if (action === 'start') {
      fleet.ending.delete(container)
      outOfMemory.delete(container)
      health.delete(container)
      logs.follow({ id: container, labels: event.labels })
      void restarts.seen(event)
    }
    if (action === 'oom') outOfMemory.add(container)
    if (action !== 'health_status' || health.get(container) !== event.health) tell(event, runtime)
    if (action === 'health_status') health.set(container, event.health)
    if (action === 'die' && !isWanted(event, runtime)) void report(event, outOfMemory.has(container), runtime)
  }
  const following = await engine.follow(labels, onEvent, (gap) => context.progress(gapWords(gap)))
  return {
    async stop() {
      await following.stop()
      await tellClock(engine, context)
    },
  }
}

function gapWords(gap: Gap): string {
  switch (gap.is) {
    case 'open':
      return `what happens to the containers is not heard: ${gap.why.message} It is asked again until it tells.`
    case 'closed':
      return 'what happens to the containers is heard again: of the time between, what the engine still knows'
    case 'lost':
      return 'what happened to the containers since is not known: the engine was not heard again'
  }
}

function tell(event: EngineEvent, { context: { observed }, containers }: Runtime): void {
  const { container, exitCode, signal, health, atMs } = event
  const action = kept(event.action)
  if (action === undefined) return
  const name = containers.nameOf(event) ?? event.name
  observed({ type: 'engine-event', action, name, container, engineMs: atMs, exitCode, signal, health })
}

function kept(action: EngineAction): EngineEventTold['action'] | undefined {
  return KEPT.find((each) => each === action)
}

/** One that no longer answers does not tell; that shows elsewhere. */
async function tellClock(engine: Engine, { observed }: TargetContext): Promise<void> {
  const about = await engine.about().catch(() => null)
  if (about) observed({ type: 'engine-clock', source: engine.endpoint.url, ...about.clock })
}

function isWanted(event: EngineEvent, { fleet, containers }: Runtime): boolean {
  const name = containers.nameOf(event)
  return name === null || fleet.ending.has(event.container) || fleet.asked.has(name)
}

async function report(
  event: EngineEvent,
  outOfMemory: boolean,
  { engine, ends, redact, context, containers }: Runtime,
): Promise<void> {
  const how = `exit code ${event.exitCode ?? 'unknown'}`
  const end = {
    name: containers.nameOf(event) ?? event.name,
    atMs: context.host.clock.monoMs(),
    how: outOfMemory ? `${how}, out of memory` : how,
    lastLines: [] as string[],
  }
  ends.push(end)
  // An engine may tell of the end before it tells why.
  const seen = outOfMemory ? null : await engine.container(event.container).catch(() => null)
  if (seen?.oomKilled) end.how = `${how}, out of memory`
  end.lastLines = await lastWords(engine, event.container, event.atMs, redact)
}
