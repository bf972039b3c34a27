/** `drill.json`: read back, measured and judged by, with the samples of a good run. */
import { readDrill } from '../../../src/journal/stored-drill.ts'
import { measure } from '../../../src/measure/measure.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { baseFiles, baseRecord } from '../base-record.ts'
import { changedBytes } from '../bytes.ts'
import type { Kind } from '../kind.ts'
import { changedNumbers, changedValue } from '../values.ts'

export const drills: Kind = {
  what: 'drill.json',
  share: 10_000,
  async prepare() {
    const record = baseRecord(false)
    const bytes = (await baseFiles(false)).get('drill.json') ?? new Uint8Array()
    const stored: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return (random, numbered) => {
      const isCut = numbered.index < numbered.of / 2
      const changed = isCut ? changedBytes(bytes, random, numbered) : null
      const odd = random.chance(0.5) ? changedNumbers(stored, random) : changedValue(stored, random)
      return {
        how: changed?.how ?? odd.how,
        read() {
          const text =
            changed === null ? (JSON.stringify(odd.value) ?? '') : new TextDecoder().decode(changed.bytes)
          const drill = readDrill(text, 'drill.json')
          judge({ ...record, drill }, measure({ ...record, drill }), { strict: false })
          return 'whole'
        },
      }
    }
  },
}
