/**
 * p of several tests, so that in at most a share alpha of cases any of them says that there is a difference where there
 * is none: Holm, Scandinavian Journal of Statistics 6 (1979), 65–70. In the order given.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const adjusted = new Array<number>(values.length).fill(1)
  let least = 0
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (values.length - rank) * values[index]!))
    adjusted[index] = least
  })
  return adjusted
}
