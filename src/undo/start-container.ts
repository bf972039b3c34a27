import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import type { Container, Engine } from '../host/engine/engine.ts'
import type { Clock } from '../host/host.ts'
import { endpointArg, numberArg, recordArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const READY_MS = 60_000
const POLL_MS = 200
/** From a kill, which also ends a grace, until an engine shows that it has ended. */
const SHOWN_MS = 2000

/**
 * `{ endpoint, id, labels, readyMs?, startedMs?, endsWithinMs? }`: the container runs again, healthy where it has a
 * check. Where it is gone, one with the same labels that runs has taken its place: a deploy. Never makes one, and never
 * removes one. One that runs since `startedMs`, its start before it was to end, may have been asked to and be at it: it
 * is looked at for as long as that may take, `endsWithinMs`. Older journals do not say.
 */
export async function startContainer(
  args: JsonObject,
  { host, stillOurs }: UndoContext,
): Promise<UndoOutcome> {
  const id = textArg(args, 'id')
  const labels = recordArg(args, 'labels')
  // Its own time limits alone: an engine takes a whole interval to look at what it has started.
  const readyMs = numberArg(args, 'readyMs', READY_MS)
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const before = await onceSettled(engine, id, args, host.clock)
  if (before === null) return replaced(id, labels, await engine.containers(labels))
  const wasDown = !isUp(before)
  // It was looked at for long, maybe: a drill that came meanwhile may want it down.
  if (wasDown) await stillOurs?.()
  if (wasDown) await engine.start(id)
  const deadlineMs = host.clock.monoMs() + readyMs
  for (;;) {
    const now = await engine.container(id)
    if (now === null) return replaced(id, labels, await engine.containers(labels))
    if (isBack(now)) {
      if (wasDown) return undone(inWords(now))
      return nothingToUndo(`${inWords(now)}${runsSince(before, args) ? '; it was not ended meanwhile' : ''}`)
    }
    if (host.clock.monoMs() >= deadlineMs) return failed(inWords(now), remedy(now, engine))
    await host.clock.sleep(POLL_MS)
  }
}

/** Since when it runs where nobody has started it again, and how long to wait for its end (ms). `startedMs` 0: not said. */
export function mayEndOf(args: JsonObject): { startedMs: number; withinMs: number } {
  return {
    startedMs: numberArg(args, 'startedMs', 0),
    withinMs: numberArg(args, 'endsWithinMs', 0) + SHOWN_MS,
  }
}

/** As it is when nothing can come any more of what it was asked before. */
async function onceSettled(
  engine: Engine,
  id: string,
  args: JsonObject,
  clock: Clock,
): Promise<Container | null> {
  const untilMs = clock.monoMs() + mayEndOf(args).withinMs
  for (;;) {
    const now = await engine.container(id)
    if (now === null || !runsSince(now, args) || clock.monoMs() >= untilMs) return now
    await clock.sleep(POLL_MS)
  }
}

/** What is frozen is not at its end: it was not asked yet. */
function runsSince({ state, startedMs }: Container, args: JsonObject): boolean {
  return state === 'running' && startedMs === mayEndOf(args).startedMs
}

function isUp({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

/** What is frozen is up: another undo lets it go. */
function isBack({ state, health }: Container): boolean {
  return state === 'paused' || (state === 'running' && (health === null || health === 'healthy'))
}

function replaced(
  id: string,
  labels: Readonly<Record<string, string>>,
  others: readonly Container[],
): UndoOutcome {
  const other = others.find(isBack)
  const gone = `there is no container ${id.slice(0, 12)}`
  if (other) return nothingToUndo(`${gone}; in its place ${inWords(other)}`)
  const named = Object.entries(labels).map(([name, value]) => `${name}=${value}`)
  return failed(
    `${gone}, and none that runs in its place (${named.join(', ')})`,
    'Deploy what was there, by your own command: firedrill makes no containers of a project that is not its own.',
  )
}

function inWords({ name, state, health }: Container): string {
  return `the container ${name} is ${state}${health === null ? '' : `, ${health}`}`
}

function remedy({ name, state }: Container, engine: Engine): string {
  const docker = dockerAt(engine)
  return state === 'running' ? `Look why: ${docker} logs ${name}` : `${docker} start ${name}`
}
