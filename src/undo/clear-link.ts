import type { JsonObject } from '../drill/model.ts'
import { createToxiproxy } from '../host/toxiproxy.ts'
import { endpointArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ endpoint, id, url, proxy }`: takes all that disturbs a link away. `id`: the container of the Toxiproxy, so that
 * nobody else is told who listens at that address by now.
 */
export async function clearLink(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const [id, url, proxy] = [textArg(args, 'id'), textArg(args, 'url'), textArg(args, 'proxy')]
  const container = await host.engines.open(endpointArg(args, 'endpoint')).container(id)
  if (container === null || container.pid === null)
    return nothingToUndo(`the link to ${proxy} is gone: its container does not run`)
  const link = createToxiproxy(host.net, url)
  const before = await link.show(proxy)
  if (before === null) return nothingToUndo(`${container.name} has no link to ${proxy}`)
  if (before.enabled && before.toxics.length === 0)
    return nothingToUndo(`nothing disturbs the link to ${proxy}`)
  await link.reset()
  const now = await link.show(proxy)
  if (now?.enabled === true && now.toxics.length === 0)
    return undone(`nothing disturbs the link to ${proxy} any more`)
  return failed(`the link to ${proxy} is still disturbed`, `curl -X POST ${url}/reset`)
}
