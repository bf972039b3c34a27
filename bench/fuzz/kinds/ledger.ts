/** What a reader of the stored writes says. */
import { entryOf } from '../../../src/ledger/entry.ts'
import { Lines } from '../../../src/ledger/lines.ts'
import type { Kind } from '../kind.ts'
import { changedLines } from '../lines.ts'

export const ledger: Kind = {
  what: 'what is stored',
  share: 4000,
  async prepare() {
    const lines = [
      ...Array.from({ length: 8 }, (_, k) => JSON.stringify({ key: `order-${k}`, count: 1, jobs: 1 })),
      JSON.stringify({ balance: 'stock of 7', expected: 3, actual: 3 }),
    ]
    return (random, numbered) => {
      const { bytes, how } = changedLines(lines, random, numbered)
      return {
        how,
        read() {
          const wrong: string[] = []
          const reader = new Lines((line, number) => {
            const entry = entryOf(line, number)
            const numbers = 'key' in entry ? [entry.count, entry.jobs ?? 0] : [entry.expected, entry.actual]
            if (!numbers.every(Number.isFinite)) wrong.push(`${line} has a number that is none`)
          })
          for (let at = 0; at < bytes.length; at += 50) reader.push(bytes.slice(at, at + 50))
          reader.end()
          return wrong[0] === undefined ? 'whole' : { wrong: wrong[0] }
        },
      }
    }
  },
}
