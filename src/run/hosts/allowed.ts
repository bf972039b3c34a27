/** Which hosts a run may ask: this machine's loopback, and what the configuration lists. */
import type { Net } from '../../host/host.ts'
import { bareHost } from '../../host/ipv6.ts'
import { isAddress, isWithinOne, LOOPBACK, outsideOf, type Range, rangeOf } from './ranges.ts'

export interface AllowedHosts {
  /** Why this URL may not be asked, in words; null: it may. */
  objection(url: string): Promise<string | null>
  /** All addresses that may not be connected to, as ranges. */
  denied(): string[]
}

/**
 * `listed`: names, addresses, ranges. A name that is listed may be asked wherever it leads; one that is not must lead to
 * allowed addresses alone. Names are looked up now.
 */
export async function allowedHosts(
  net: Pick<Net, 'addresses'>,
  listed: readonly string[],
): Promise<AllowedHosts> {
  const isPlace = (text: string): boolean => text.includes('/') || isAddress(text)
  const names = listed.filter((text) => !isPlace(text)).map(plain)
  const found = await Promise.all(names.map((name) => net.addresses(name)))
  const ranges: Range[] = [...LOOPBACK, ...[...listed.filter(isPlace), ...found.flat()].map(rangeOf)]
  return {
    denied: () => outsideOf(ranges),
    async objection(url) {
      if (!URL.canParse(url)) return 'it is no URL'
      const host = plain(new URL(url).hostname)
      if (names.includes(host)) return null
      if (isAddress(host)) return isWithinOne(host, ranges) ? null : `${host} is not this machine`
      const addresses = await net.addresses(host)
      if (addresses.length === 0) return `nobody knows the address of ${host}`
      const foreign = addresses.filter((address) => !isWithinOne(address, ranges))
      return foreign.length === 0 ? null : `${host} is ${foreign.join(', ')}, which is not this machine`
    },
  }
}

/** As it is compared: a URL writes IPv6 in brackets, and a name may end in a dot. */
function plain(host: string): string {
  return bareHost(host.toLowerCase()).replace(/\.$/, '')
}
