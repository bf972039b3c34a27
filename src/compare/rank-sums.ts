/** Ranks, and the exact distribution of a rank sum when two groups do not differ. */

/** Midranks, doubled so that they are whole numbers, in the order of the values. */
export function doubledRanks(values: readonly number[]): number[] {
  const order = values
    .map((_, i) => i)
    .sort((a, b) => (values[a]! < values[b]! ? -1 : Number(values[a]! > values[b]!)))
  const ranks = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to]!]! === values[order[from]!]!) to += 1
    // Ranks from + 1 … to, on average, doubled.
    for (let k = from; k < to; k++) ranks[order[k]!] = from + 1 + to
    from = to
  }
  return ranks
}

/**
 * In how many ways `size` of these whole numbers add up to 0, 1, 2 …: every choice is as likely when the groups do not
 * differ. Exact while there are at most 53 numbers.
 */
export function waysToSum(numbers: readonly number[], size: number): Float64Array {
  const largest = numbers
    .toSorted((a, b) => b - a)
    .slice(0, size)
    .reduce((sum, one) => sum + one, 0)
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1))
  ways[0]![0] = 1
  for (const number of numbers) {
    for (let chosen = size; chosen > 0; chosen--) {
      const [with_, without] = [ways[chosen]!, ways[chosen - 1]!]
      for (let sum = largest; sum >= number; sum--) with_[sum]! += without[sum - number]!
    }
  }
  return ways[size]!
}
