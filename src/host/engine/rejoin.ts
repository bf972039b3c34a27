/** Puts a container back on the networks that it was on, as it was there. */
import { isDeepStrictEqual } from 'node:util'
import type { Container, Engine, FurtherSettings, Joining } from './engine.ts'

/** By the network's name. A type, so that an undo can carry it. */
export type Joined = {
  [network: string]: {
    aliases: string[]
    links: string[]
    fixedAddress: string | null
    further?: FurtherSettings
  }
}

/** How it is on each of its networks: what has to be known to put it back. */
export function joiningsOf({ networks }: Pick<Container, 'networks'>): Joined {
  return Object.fromEntries(
    Object.entries(networks).map(([name, { aliases, links, fixedAddress, further }]) => [
      name,
      { aliases: [...aliases], links: [...links], fixedAddress, ...(further ? { further } : {}) },
    ]),
  )
}

/** The networks on which it is not as it was: it is off them, or lacks something that it had there. */
export function notAsBefore({ networks }: Pick<Container, 'networks'>, was: Joined): string[] {
  return Object.entries(was)
    .filter(([name, before]) => {
      const now = networks[name]
      return now === undefined || lacks(now, before)
    })
    .map(([name]) => name)
}

function lacks(now: Joining, { aliases, links, fixedAddress, further = {} }: Joining): boolean {
  const has = (there: readonly string[], before: readonly string[]) =>
    before.every((each) => there.includes(each))
  if (!has(now.aliases, aliases) || !has(now.links, links)) return true
  if (fixedAddress !== null && now.fixedAddress !== fixedAddress) return true
  return Object.entries(further).some(([setting, value]) => !isDeepStrictEqual(now.further?.[setting], value))
}

/**
 * The networks that it had to be put back on. One who is on a network under other names is taken off first: an engine
 * gives no further name to who is there already.
 */
export async function rejoin(engine: Engine, container: Container, was: Joined): Promise<string[]> {
  const names = notAsBefore(container, was)
  for (const name of names) {
    const joining = was[name]
    if (joining === undefined) continue
    await engine.disconnect(container.id, name)
    await engine.connect(container.id, name, joining)
  }
  return names
}
