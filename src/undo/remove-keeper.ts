import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import type { Engine } from '../host/engine/engine.ts'
import type { Clock } from '../host/host.ts'
import { KEEPER_LABEL } from '../host/keeper/label.ts'
import { deedsOf, readSaid } from '../host/keeper/said.ts'
import { endpointArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const QUIET_MS = 1000
const POLL_MS = 250

/**
 * `{ endpoint, run }`: removes the run's keeper, by its label, and tells what it had taken back by itself: nobody can
 * read that afterwards.
 */
export async function removeKeeper(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const run = textArg(args, 'run')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const ofRun = { [KEEPER_LABEL]: run }
  const before = await onceThere(() => engine.containers(ofRun), host.clock)
  if (before.length === 0) return nothingToUndo(`there is no keeper of the run ${run}`)
  const deeds: string[] = []
  for (const { id } of before) {
    deeds.push(...(await deedsIn(engine, id)))
    await engine.remove(id)
  }
  const names = before.map(({ name }) => name).join(' ')
  if ((await engine.containers(ofRun)).length > 0)
    return failed(`the keeper ${names} is still there`, `${dockerAt(engine)} rm --force ${names}`)
  const told = deeds.length === 0 ? '' : `; by the engine's clock: ${deeds.join('; ')}`
  return undone(`the keeper ${names} is gone${told}`)
}

/** An engine may still be making the one that it was asked for by a run that is gone: so long none may appear. */
async function onceThere<T>(look: () => Promise<T[]>, clock: Clock): Promise<T[]> {
  const untilMs = clock.monoMs() + QUIET_MS
  for (;;) {
    const seen = await look()
    if (seen.length > 0 || clock.monoMs() >= untilMs) return seen
    await clock.sleep(POLL_MS)
  }
}

/** What cannot be read keeps nobody from removing it. */
async function deedsIn(engine: Engine, id: string): Promise<string[]> {
  return readSaid(engine, id).then(
    ({ said }) => deedsOf(said),
    () => ['what it did could not be read'],
  )
}
