import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import { endpointArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/** `{ endpoint, id }`: lets a frozen container go on. One that is gone needs nothing. */
export async function unpauseContainer(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const id = textArg(args, 'id')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const before = await engine.container(id)
  const short = id.slice(0, 12)
  if (before === null) return nothingToUndo(`there is no container ${short}`)
  if (before.state !== 'paused') return nothingToUndo(`the container ${before.name} is ${before.state}`)
  await engine.unpause(id)
  const state = (await engine.container(id))?.state ?? 'gone'
  if (state === 'paused')
    return failed(
      `the container ${before.name} is still paused`,
      `${dockerAt(engine)} unpause ${before.name}`,
    )
  return undone(`the container ${before.name} is ${state}`)
}
