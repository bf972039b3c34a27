/** Are the keys of the writes new? One that was stored before the load hides that its write is lost. */
import type { Keys, Writes } from '../../journal/record.ts'
import { KeyIndex, textAt } from './key-index.ts'

/** Why nothing can be told of the writes, and what to do; null: none of their keys was stored before. */
export function keysThere(writes: Writes, before: Keys): string | null {
  const index = new KeyIndex(writes.key, writes.length)
  const there = new Set<number>()
  for (let row = 0; row < before.length; row++) {
    const write = index.find(before.key, row)
    if (write >= 0) there.add(write)
  }
  const [first] = [...there].sort((a, b) => writes.startMs[a]! - writes.startMs[b]!)
  if (first === undefined) return null
  const of = `${there.size} of ${index.size} keys, such as ${textAt(writes.key, first)}`
  return `keys are not new: ${of}, were stored before the load, so that a write that is lost cannot be told from an earlier one; make them different in each run, by crypto.randomUUID() or with the run's id`
}
