import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import type { Container, Engine, Joining } from '../host/engine/engine.ts'
import { type Joined, notAsBefore, rejoin } from '../host/engine/rejoin.ts'
import { quoted } from '../shell-words.ts'
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
      remedy(engine, now ?? before, lacking, networks),
    )
  return undone(`the container ${name} is back on ${named(networks)}`)
}

/** `shop_app (as web-1)` */
function named(networks: Joined): string {
  return Object.entries(networks)
    .map(([network, { aliases }]) => `${network}${aliases.length > 0 ? ` (as ${aliases.join(', ')})` : ''}`)
    .join(', ')
}

/** One that is on a network under other names has to be taken off first, as by `rejoin`. */
function remedy(
  engine: Engine,
  { name, networks: now }: Pick<Container, 'name' | 'networks'>,
  lacking: readonly string[],
  was: Joined,
): string {
  const docker = `${dockerAt(engine)} network`
  return lacking
    .flatMap((network) => {
      const options = optionsOf(was[network] ?? NOWHERE)
      return [
        ...(now[network] === undefined ? [] : [`${docker} disconnect ${network} ${name}`]),
        [`${docker} connect`, ...options, network, name].join(' '),
      ]
    })
    .join('; ')
}

const NOWHERE: Joining = { aliases: [], links: [], fixedAddress: null }

function optionsOf({ aliases, links, fixedAddress, further = {} }: Joining): string[] {
  const { IPAMConfig: addresses, DriverOpts: driver, GwPriority: priority } = further
  const { IPv6Address = [], LinkLocalIPs = [] } = typeof addresses === 'object' ? addresses : {}
  const all: [string, readonly string[]][] = [
    ['--alias', aliases],
    ['--link', links],
    ['--ip', fixedAddress === null ? [] : [fixedAddress]],
    ['--ip6', [IPv6Address].flat()],
    ['--link-local-ip', [LinkLocalIPs].flat()],
    ['--driver-opt', Object.entries(typeof driver === 'object' ? driver : {}).map((each) => each.join('='))],
    ['--gw-priority', typeof priority === 'number' ? [`${priority}`] : []],
  ]
  return all.flatMap(([option, values]) => values.map((value) => `${option} ${quoted(value)}`))
}
