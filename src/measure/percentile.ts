/** Exact order statistics. Failures are +∞, so that they count as slower than anything. */

/** The rank (from 1) of a percentile by nearest rank: ceil(q · n). */
export function rankOf(q: number, count: number): number {
  // 0.95 · 100 is 95.00000000000001 in some forms: a hair above an integer must not cost a whole rank.
  return Math.min(count, Math.max(1, Math.ceil(Number((q * count).toPrecision(12)))))
}

/** The least number of samples of which the largest is a 95 % bound of the q-quantile: ln 0.05 ÷ ln q; p95: 59. */
export function leastSamples(q: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(q))
}

/** The q-quantile of ascending values; null for none. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number | null {
  return sorted.length === 0 ? null : sorted[rankOf(q, sorted.length) - 1]!
}

/** A sorted copy. */
export function ascending(values: Float32Array): Float32Array<ArrayBuffer> {
  return values.slice().sort()
}

/** The value of that rank (from 1); reorders the values (Hoare's selection, linear on average). */
export function selectRank(values: Float32Array | Float64Array, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i += 1
      while (values[j]! > pivot) j -= 1
      if (i > j) break
      const held = values[i]!
      values[i++] = values[j]!
      values[j--] = held
    }
    if (rank - 1 <= j) high = j
    else if (rank - 1 >= i) low = i
    else break
  }
  return values[rank - 1]!
}
