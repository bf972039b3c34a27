/** Journals: read, what is pending by them, measured and judged with the samples of a good run. */

import { pendingUndos } from '../../../src/journal/pending.ts'
import { readJournal } from '../../../src/journal/reader.ts'
import { measure } from '../../../src/measure/measure.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { baseRecord } from '../base-record.ts'
import type { Kind } from '../kind.ts'
import { changedLines } from '../lines.ts'
import { isSameText } from '../same.ts'

export const journals: Kind = {
  what: 'journal.ndjson',
  share: 14_000,
  async prepare() {
    const record = baseRecord(false)
    const lines = record.events.map((event) => JSON.stringify(event))
    const whole = `${lines.join('\n')}\n`
    const sane = judge(record, measure(record), { strict: false }).verdict
    if (sane !== 'pass') throw new Error(`the record that is changed does not pass: ${sane}`)
    return (random, numbered) => {
      const { bytes, how } = changedLines(lines, random, numbered)
      return {
        how,
        read() {
          const text = new TextDecoder().decode(bytes)
          const { header, events, damage } = readJournal(text, 'run-1')
          pendingUndos(events)
          const changed = { ...record, header, events, damage }
          const { verdict } = judge(changed, measure(changed), { strict: false })
          if (damage.length === 0) return 'whole'
          if (verdict === 'pass') return { wrong: `it passes with ${damage.join('; ')}` }
          return isSameText(text, whole) ? { wrong: 'nothing was changed, and damage is said' } : 'partial'
        },
      }
    }
  },
}
