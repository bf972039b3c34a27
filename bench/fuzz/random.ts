/** Numbers of one input: the same for the same seed, kind and number, whichever were made before. */
import { seededRandom } from '../../src/measure/random.ts'

export interface Random {
  /** 0 ≤ value < 1. */
  next(): number
  /** 0 ≤ whole < below; 0 where there is none. */
  int(below: number): number
  pick<T>(list: readonly T[]): T
  chance(share: number): boolean
}

export function randomOf(seed: number, kind: string, index: number): Random {
  const next = seededRandom(hashOf(`${seed} ${kind} ${index}`))
  const int = (below: number): number => Math.floor(next() * Math.max(0, below))
  return {
    next,
    int,
    pick: <T>(list: readonly T[]): T => {
      const found = list[int(list.length)]
      if (found === undefined && list.length === 0) throw new RangeError('there is nothing to pick from')
      return found as T
    },
    chance: (share) => next() < share,
  }
}

/** FNV-1a (Fowler, Noll and Vo). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
