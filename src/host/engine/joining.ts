/** How a container is on a network, from the engine's words and back into them. */
import type { NetworkInfo } from 'dockerode'
import type { FurtherSettings, Joining } from './engine.ts'

const SHORT_ID = 12

/** Of engines that know it; the types of its client do not. */
type Seen = NetworkInfo & { DriverOpts?: Record<string, string> | null; GwPriority?: number }

/** `id`: the container's. */
export function joiningIn(seen: NetworkInfo, id: string): Joining {
  const { Aliases, Links, IPAMConfig } = seen
  const all: string[] = Aliases ?? []
  const further = furtherIn(seen)
  return {
    // Engines before 25 add the container's own short id to those that were given.
    aliases: all.filter((alias) => alias !== id.slice(0, SHORT_ID)),
    links: Links ?? [],
    fixedAddress: IPAMConfig?.IPv4Address || null,
    ...(Object.keys(further).length === 0 ? {} : { further }),
  }
}

/** What to ask for, so that it is there as it was. */
export function endpointConfig({ aliases, links, fixedAddress, further = {} }: Joining) {
  const address = fixedAddress === null ? {} : { IPAMConfig: { IPv4Address: fixedAddress } }
  return { Aliases: [...aliases], Links: [...links], ...address, ...further }
}

/** What it has as one that was given a default would not. An older record knows of IPv4 alone, whole with the rest. */
function furtherIn({ IPAMConfig, DriverOpts, GwPriority }: Seen): FurtherSettings {
  const { IPv4Address, ...others } = given(IPAMConfig)
  const options = given(DriverOpts)
  const hasOthers = Object.keys(others).length > 0
  return {
    ...(hasOthers ? { IPAMConfig: { ...(IPv4Address ? { IPv4Address } : {}), ...others } } : {}),
    ...(Object.keys(options).length > 0 ? { DriverOpts: options } : {}),
    ...(GwPriority ? { GwPriority } : {}),
  }
}

/** An engine shows what nobody gave as empty, or not at all. */
function given(settings: object | null | undefined): Record<string, string | string[]> {
  const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))
  return Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => isGiven(value)))
}
