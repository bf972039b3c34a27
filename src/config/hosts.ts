import ipaddr from 'ipaddr.js'

const NAME = /^(?!-)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i

/** Is it a host's name, an address, or a range of addresses (`10.0.0.0/24`), and nothing more? */
export function isHost(text: string): boolean {
  if (text.includes('/')) return ipaddr.isValidCIDR(text)
  if (text.includes(':')) return ipaddr.IPv6.isValid(text)
  // What looks like an address has to be a whole one: 10.0.0 could mean 10.0.0.0 or 10.0.0.0/24.
  return /^[\d.]+$/.test(text) ? ipaddr.IPv4.isValidFourPartDecimal(text) : NAME.test(text)
}
