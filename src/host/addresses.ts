import { lookup } from 'node:dns/promises'

/** As other programs of this machine find them: its own list of hosts first, then DNS. */
export async function addresses(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address)
  } catch {
    // Not there, or nobody to ask: either way there is no address.
    return []
  }
}
