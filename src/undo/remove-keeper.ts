import type { JsonObject } from '../drill/model.ts'
import type { Engine } from '../host/engine/engine.ts'
import { KEEPER_LABEL } from '../host/keeper/label.ts'
import { deedsOf, readSaid } from '../host/keeper/said.ts'
import { endpointArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ endpoint, run }`: removes the run's keeper, by its label, and tells what it had taken back by itself: nobody can
 * read that afterwards.
 */
export async function removeKeeper(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const run = textArg(args, 'run')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const ofRun = { [KEEPER_LABEL]: run }
  const before = await engine.containers(ofRun)
  if (before.length === 0) return nothingToUndo(`there is no keeper of the run ${run}`)
  const deeds: string[] = []
  for (const { id } of before) {
    deeds.push(...(await deedsIn(engine, id)))
    await engine.remove(id)
  }
  const names = before.map(({ name }) => name).join(' ')
  if ((await engine.containers(ofRun)).length > 0)
    return failed(`the keeper ${names} is still there`, `docker rm --force ${names}`)
  const told = deeds.length === 0 ? '' : `; by the engine's clock: ${deeds.join('; ')}`
  return undone(`the keeper ${names} is gone${told}`)
}

/** What cannot be read keeps nobody from removing it. */
async function deedsIn(engine: Engine, id: string): Promise<string[]> {
  return readSaid(engine, id).then(
    ({ said }) => deedsOf(said),
    () => ['what it did could not be read'],
  )
}
