/** The sample files, each by its own reader. */
import {
  readKeys,
  readMetrics,
  readProbes,
  readRequests,
  readStored,
  readWrites,
} from '../../../src/journal/columns/read.ts'
import type { Column, Texts } from '../../../src/journal/record.ts'
import { textAt } from '../../../src/measure/ledger/key-index.ts'
import { baseFiles } from '../base-record.ts'
import { changedBytes } from '../bytes.ts'
import type { Kind } from '../kind.ts'

type Read = { damage: string | null } & Record<string, unknown>
const READERS: Readonly<Record<string, (bytes: Uint8Array) => Read>> = {
  'requests.arrow': readRequests,
  'metrics.arrow': readMetrics,
  'probes.arrow': readProbes,
  'writes.arrow': readWrites,
  'stored.arrow': readStored,
  'stored-before.arrow': readKeys,
}

export const columns: Kind = {
  what: '*.arrow',
  share: 24_000,
  async prepare() {
    const files = await baseFiles(true)
    const names = Object.keys(READERS)
    return (random, { index, of }) => {
      const name = names[index % names.length] ?? ''
      const numbered = { index: Math.floor(index / names.length), of: Math.ceil(of / names.length) }
      const { bytes, how } = changedBytes(files.get(name) ?? new Uint8Array(), random, numbered)
      return {
        how: `${name}: ${how}`,
        read() {
          const { damage, ...read } = READERS[name]!(bytes)
          const wrong = Object.values(read).flatMap(problemsIn)[0]
          if (wrong !== undefined) return { wrong }
          return damage === null ? 'whole' : 'partial'
        },
      }
    }
  },
}

/** What must hold of all that is read, whatever the bytes: columns of one length, codes that have a name, texts that are there. */
function problemsIn(read: unknown): string[] {
  const { length, ...all } = read as { length: number } & Record<string, unknown>
  return Object.entries(all).flatMap(([name, column]) => {
    if (isTexts(column)) return textProblems(name, column, length)
    if (isColumn(column)) {
      if (column.codes.length !== length) return [`${name} has ${column.codes.length} rows of ${length}`]
      return column.codes.some((code) => code >= column.values.length)
        ? [`${name} has a code without a name`]
        : []
    }
    const values = column as Float64Array
    if (values.length !== length) return [`${name} has ${values.length} rows of ${length}`]
    const isOdd = values.some(
      (value) => !Number.isFinite(value) && !(name === 'durationMs' && Number.isNaN(value)),
    )
    return isOdd ? [`${name} has a value that is no number`] : []
  })
}

function textProblems(name: string, texts: Texts, length: number): string[] {
  if (texts.starts.length !== length || texts.ends.length !== length) return [`${name} has another length`]
  for (let row = 0; row < length; row++)
    if (texts.ends[row]! > texts.bytes.length) return [`${name} lies outside`]
  if (length > 0) textAt(texts, length - 1)
  return []
}

function isColumn(value: unknown): value is Column {
  return typeof value === 'object' && value !== null && 'codes' in value
}

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && 'starts' in value
}
