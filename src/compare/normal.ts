/** The standard normal distribution. */
import erfc from '@stdlib/math-base-special-erfc'
import erfcinv from '@stdlib/math-base-special-erfcinv'

/** How often a value is above z. */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2
}

/** The z that a share of values is above. */
export function normalUpper(share: number): number {
  return Math.SQRT2 * erfcinv(2 * share)
}
