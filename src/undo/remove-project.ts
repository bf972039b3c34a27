import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import type { Container, Engine, Labels } from '../host/engine/engine.ts'
import { endpointArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const DEADLINE_MS = 45_000
const POLL_MS = 250
/** An engine may still be making what it was asked for by a command that is gone: so long nothing may appear. */
const QUIET_MS = 1000

/**
 * `{ endpoint, project, run }`: removes what the Compose project has and what carries the run's label: containers
 * (paused ones too), networks and volumes, and images that carry the label. The project's name is the run's own, so nothing else can be in it.
 */
export async function removeProject(args: JsonObject, { host, signal }: UndoContext): Promise<UndoOutcome> {
  const project = textArg(args, 'project')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const mine = { 'dev.firedrill.run': textArg(args, 'run') }
  const ofProject = { 'com.docker.compose.project': project }
  const none = `nothing of the project ${project} is left`
  const { clock } = host
  const deadlineMs = clock.monoMs() + DEADLINE_MS
  const tried = new Set<string>()
  let removed = 0
  let quietSinceMs: number | null = null
  for (;;) {
    const left = await seen(engine, ofProject, mine)
    if (left.length === 0) {
      quietSinceMs ??= clock.monoMs()
      // The first look finds the usual case: the target has stopped, and nobody is at work.
      if (clock.monoMs() - quietSinceMs >= QUIET_MS)
        return removed === 0 ? nothingToUndo(none) : undone(`${none}; ${removed} had to be removed`)
    } else quietSinceMs = null
    const isOver = signal.aborted || clock.monoMs() >= deadlineMs
    // Whatever its time: each thing is removed at least once, and where nothing is left that is looked at to its end.
    if (isOver && left.some(({ what }) => tried.has(what))) return notRemoved(engine, project, left)
    for (const { what } of left) tried.add(what)
    const results = await Promise.allSettled(left.map(({ remove }) => remove()))
    removed += results.filter(({ status }) => status === 'fulfilled').length
    await clock.sleep(POLL_MS)
  }
}

interface Left {
  what: string
  remove(): Promise<void>
}

/** Containers alone while there are any: networks and volumes cannot go before them. */
async function seen(engine: Engine, ofProject: Labels, mine: Labels): Promise<Left[]> {
  const each = async <T extends { id: string }>(list: (of: Labels) => Promise<T[]>) => {
    const found = (await Promise.all([ofProject, mine].map(list))).flat()
    return [...new Map(found.map((one) => [one.id, one])).values()]
  }
  const containers = await each<Container>((of) => engine.containers(of))
  if (containers.length > 0)
    return containers.map(({ id, name }) => ({ what: `container ${name}`, remove: () => engine.remove(id) }))
  const networks = await each((of) => engine.networks(of))
  const volumes = await each((of) => engine.volumes(of))
  // A release that was built stays, as one that is built in a directory does, though Compose writes on it for which
  // project that was: the next run needs it, and one beside this may be using it.
  const images = await engine.images(mine)
  return [
    ...networks.map(({ id, name }) => ({ what: `network ${name}`, remove: () => engine.removeNetwork(id) })),
    ...volumes.map(({ id, name }) => ({ what: `volume ${name}`, remove: () => engine.removeVolume(id) })),
    ...images.map(({ id, name }) => ({ what: `image ${name}`, remove: () => engine.removeImage(id) })),
  ]
}

function notRemoved(engine: Engine, project: string, left: readonly Left[]): UndoOutcome {
  return failed(
    `of the project ${project} there is still: ${left.map(({ what }) => what).join(', ')}`,
    `${dockerAt(engine)} compose --project-name ${project} down --volumes --remove-orphans`,
  )
}
