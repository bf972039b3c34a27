import { expect, it } from 'vitest'
import { evenly } from '../../../../src/target/sabotage/wire/evenly.ts'

it.each([0.05, 0.1])('keeps a share of %d in every stretch, and never far from it', (share) => {
  const draw = evenly()
  const below = Array.from({ length: 10_000 }, () => draw() < share)
  for (let from = 0; from + 200 <= below.length; from += 37) {
    const count = below.slice(from, from + 200).filter(Boolean).length
    expect(Math.abs(count - 200 * share)).toBeLessThanOrEqual(2)
  }
})

it('falls into step with no small turn', () => {
  for (const turn of [2, 3, 4, 5, 8, 10]) {
    const draw = evenly()
    const hits = Array.from({ length: 20_000 }, (_, k) => [k % turn, draw() < 0.1] as const)
    for (let at = 0; at < turn; at += 1) {
      const mine = hits.filter(([place]) => place === at)
      const share = mine.filter(([, hit]) => hit).length / mine.length
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
    }
  }
})
