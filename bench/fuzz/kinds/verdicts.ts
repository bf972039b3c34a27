/** `verdict.json` and batches, as whoever rests something on them reads them. */
import { measure } from '../../../src/measure/measure.ts'
import { batchOf } from '../../../src/verdict/batch.ts'
import { canonicalVerdict } from '../../../src/verdict/canonical.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { readBatch, readVerdict } from '../../../src/verdict/read.ts'
import { baseRecord } from '../base-record.ts'
import { changedBytes } from '../bytes.ts'
import type { Kind, MakeInput, Seen } from '../kind.ts'
import { changedValue } from '../values.ts'

export const verdicts: Kind = {
  what: 'verdict.json',
  share: 5000,
  async prepare() {
    return changedJson(canonicalVerdict(verdictOf()), (text) => {
      const { verdict, clauses, run } = readVerdict(text, 'verdict.json')
      const isGood =
        run === 'completed' && clauses.length > 0 && clauses.every((clause) => clause.verdict === 'pass')
      return verdict === 'pass' && !isGood ? { wrong: 'it passes, and its clauses do not' } : 'whole'
    })
  },
}

export const batches: Kind = {
  what: '*.batch.json',
  share: 2000,
  async prepare() {
    const batch = batchOf({ drill: 'kill-node', asked: 2, verdicts: [verdictOf(), verdictOf()], exitCode: 0 })
    return changedJson(JSON.stringify(batch, null, 2), (text) => {
      const { runs } = readBatch(text, 'a.batch.json')
      return runs.some(({ id }) => id.includes('/')) ? { wrong: 'a run lies elsewhere' } : 'whole'
    })
  },
}

function verdictOf() {
  const record = baseRecord(false)
  return judge(record, measure(record), { strict: false })
}

function changedJson(text: string, read: (text: string) => Seen): MakeInput {
  const whole = new TextEncoder().encode(text)
  const value: unknown = JSON.parse(text)
  return (random, numbered) => {
    if (numbered.index < numbered.of / 2 || random.chance(0.2)) {
      const { bytes, how } = changedBytes(whole, random, numbered)
      return { how, read: () => read(new TextDecoder().decode(bytes)) }
    }
    const odd = changedValue(value, random)
    return { how: odd.how, read: () => read(JSON.stringify(odd.value) ?? '') }
  }
}
