/** Ranges of addresses as the leading bits that all of them share. */
import ipaddr from 'ipaddr.js'

export interface Range {
  /** Of an address of its family: 32 or 128. */
  width: number
  /** As text of 0 and 1. */
  prefix: string
}

/** This machine's own: 127.0.0.0/8 and ::1 (RFC 6890). */
export const LOOPBACK: readonly Range[] = ['127.0.0.0/8', '::1'].map(rangeOf)

export function isAddress(text: string): boolean {
  return ipaddr.isValid(text)
}

/** Of an address, or of `10.0.0.0/24`. An IPv4 address in the dress of IPv6 is one of IPv4. Throws for anything else. */
export function rangeOf(text: string): Range {
  const [address, length] = text.includes('/')
    ? ipaddr.parseCIDR(text)
    : [ipaddr.process(text), Number.POSITIVE_INFINITY]
  const bits = bitsOf(address.toByteArray())
  return { width: bits.length, prefix: bits.slice(0, length) }
}

export function isWithinOne(address: string, ranges: readonly Range[]): boolean {
  const { width, prefix } = rangeOf(address)
  return ranges.some((range) => range.width === width && prefix.startsWith(range.prefix))
}

/** All that lies in none of the ranges, in the fewest ranges, of both families: `0.0.0.0/2`, `64.0.0.0/3`, … */
export function outsideOf(ranges: readonly Range[]): string[] {
  return [32, 128].flatMap((width) => {
    const prefixes = ranges.filter((range) => range.width === width).map(({ prefix }) => prefix)
    return outside('', prefixes).map((prefix) => textOf(prefix, width))
  })
}

function outside(prefix: string, allowed: readonly string[]): string[] {
  if (allowed.some((each) => prefix.startsWith(each))) return []
  const within = allowed.filter((each) => each.startsWith(prefix))
  if (within.length === 0) return [prefix]
  return ['0', '1'].flatMap((bit) => outside(`${prefix}${bit}`, within))
}

function bitsOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
}

function textOf(prefix: string, width: number): string {
  const bytes = (prefix.padEnd(width, '0').match(/.{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2))
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix.length}`
}
