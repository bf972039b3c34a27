/** Above this, insertion would take longer than the library's sort. */
const SMALL = 64
const MOST_BUCKETS = 1 << 22

/**
 * The indices of the keys in ascending order of key, equal ones in the order in which they came. Requests come nearly
 * sorted and evenly spread in time, so that buckets of time make it linear: ten million take about two seconds.
 */
export function orderOf(keys: Float64Array): Uint32Array<ArrayBuffer> {
  const count = keys.length
  const order = new Uint32Array(count)
  if (count === 0) return order
  const { min, scale, buckets } = spread(keys)
  const starts = new Uint32Array(buckets + 1)
  const bucketOf = (index: number): number => Math.floor((keys[index]! - min) * scale)
  for (let i = 0; i < count; i++) starts[bucketOf(i) + 1]! += 1
  for (let b = 0; b < buckets; b++) starts[b + 1]! += starts[b]!
  const next = starts.slice(0, buckets)
  for (let i = 0; i < count; i++) order[next[bucketOf(i)]!++] = i
  for (let b = 0; b < buckets; b++) sortBucket(order, keys, starts[b]!, starts[b + 1]!)
  return order
}

function spread(keys: Float64Array): { min: number; scale: number; buckets: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const key of keys) {
    if (key < min) min = key
    if (key > max) max = key
  }
  const buckets = Math.min(keys.length, MOST_BUCKETS)
  const scale = (buckets - 1) / (max - min)
  // Keys that are the same, or closer than a quotient can tell: one bucket has them all.
  return { min, buckets, scale: Number.isFinite(scale) ? scale : 0 }
}

function sortBucket(order: Uint32Array, keys: Float64Array, from: number, to: number): void {
  if (to - from > SMALL) {
    order.subarray(from, to).sort((a, b) => keys[a]! - keys[b]! || a - b)
    return
  }
  for (let i = from + 1; i < to; i++) {
    const index = order[i]!
    const key = keys[index]!
    let k = i
    while (k > from && keys[order[k - 1]!]! > key) {
      order[k] = order[k - 1]!
      k -= 1
    }
    order[k] = index
  }
}
