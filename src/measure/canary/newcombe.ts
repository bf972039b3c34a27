/**
 * By how much one share is larger than another: Newcombe's hybrid score interval (Statistics in Medicine 17, 1998,
 * 873–890, method 10), made of Wilson's interval of each. It holds for no failures at all, where others give nothing.
 */

export interface Share {
  failed: number
  total: number
}

export interface Difference {
  difference: number
  low: number
  high: number
}

/** `deviations`: of the normal distribution; 1.645 makes each bound wrong in at most 5 % of cases. Null: no requests. */
export function differenceOf(first: Share, second: Share, deviations: number): Difference | null {
  if (first.total === 0 || second.total === 0) return null
  const [a, b] = [wilson(first, deviations), wilson(second, deviations)]
  const difference = a.share - b.share
  return {
    difference,
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  }
}

function wilson({ failed, total }: Share, z: number): { share: number; low: number; high: number } {
  const share = failed / total
  const middle = failed + (z * z) / 2
  const reach = z * Math.sqrt((failed * (total - failed)) / total + (z * z) / 4)
  const whole = total + z * z
  return { share, low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) }
}
