import type { Blocks } from '../confidence.ts'
import type { Bounds } from '../membership.ts'

const BLOCK_MS = 1000

/** Samples and bad ones by second of the window. */
export function blocksOf(
  { startMs, endMs }: Bounds,
  atMs: ArrayLike<number>,
  isBad: (index: number) => boolean,
): Blocks {
  const count = Math.max(1, Math.ceil((endMs - startMs) / BLOCK_MS))
  const blocks = { bad: new Float64Array(count), total: new Float64Array(count) }
  for (let i = 0; i < atMs.length; i++) {
    const block = Math.min(count - 1, Math.max(0, Math.floor((atMs[i]! - startMs) / BLOCK_MS)))
    blocks.total[block]! += 1
    if (isBad(i)) blocks.bad[block]! += 1
  }
  return blocks
}
