import type { JsonObject } from '../drill/model.ts'
import { type Joined, notAsBefore, rejoin } from '../host/engine/rejoin.ts'
import { endpointArg, joiningsArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/** `{ endpoint, id, networks }`: puts a container back on its networks, as it was there. One that is gone needs nothing. */
export async function reconnectContainer(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const id = textArg(args, 'id')
  const networks = joiningsArg(args, 'networks')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const before = await engine.container(id)
  if (before === null) return nothingToUndo(`there is no container ${id.slice(0, 12)}`)
  const { name } = before
  const back = await rejoin(engine, before, networks)
  if (back.length === 0) return nothingToUndo(`the container ${name} is on its networks: ${named(networks)}`)
  const now = await engine.container(id)
  const lacking = now === null ? [] : notAsBefore(now, networks)
  if (lacking.length > 0)
    return failed(
      `the container ${name} is not back on ${lacking.join(', ')}`,
      remedy(name, lacking, networks),
    )
  return undone(`the container ${name} is back on ${named(networks)}`)
}

/** `shop_app (as web-1)` */
function named(networks: Joined): string {
  return Object.entries(networks)
    .map(([network, { aliases }]) => `${network}${aliases.length > 0 ? ` (as ${aliases.join(', ')})` : ''}`)
    .join(', ')
}

function remedy(container: string, lacking: readonly string[], networks: Joined): string {
  return lacking
    .map((network) => {
      const { aliases = [], links = [] } = networks[network] ?? {}
      const options = [...aliases.map((each) => `--alias ${each}`), ...links.map((each) => `--link ${each}`)]
      return ['docker network connect', ...options, network, container].join(' ')
    })
    .join('; ')
}
