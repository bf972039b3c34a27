/** Readers as they are written when nobody thinks of bad input: the fuzzer must find each of them. */

import type { Kind, Seen } from '../../../bench/fuzz/kind.ts'
import { changedLines } from '../../../bench/fuzz/lines.ts'

const LINES = Array.from({ length: 5 }, (_, seq) =>
  JSON.stringify({ seq, atMs: seq * 10, type: 'progress', text: 'x' }),
)

function reader(read: (text: string) => Seen): Kind {
  return {
    what: 'a careless reader',
    share: 0,
    prepare: async () => (random, numbered) => {
      const { bytes, how } = changedLines(LINES, random, numbered)
      return { how, read: () => read(new TextDecoder().decode(bytes)) }
    },
  }
}

const linesIn = (text: string): string[] => text.split('\n').filter((line) => line !== '')

export const CARELESS: Readonly<Record<string, Kind>> = {
  'believes-lines': reader((text) => {
    for (const line of linesIn(text)) JSON.parse(line)
    return 'whole'
  }),
  'believes-fields': reader((text) => {
    for (const line of linesIn(text)) {
      const event = parsed(line) as { text: string } | null
      event?.text.trim()
    }
    return 'whole'
  }),
  'passes-what-is-lost': reader((text) => {
    const lost = linesIn(text).length < LINES.length
    return lost ? { wrong: 'it passes with less than there was' } : 'whole'
  }),
  'never-ends': reader((text) => {
    const last = parsed(linesIn(text).at(-1) ?? '') as { atMs: number } | null
    // Steps through the run second by second, however long somebody says that it was.
    for (let atMs = 0; last !== null && atMs < last.atMs; atMs += 1e-9) Math.sqrt(atMs)
    return 'whole'
  }),
  'takes-all-memory': reader((text) => {
    const kept: number[][] = []
    while (linesIn(text).length < LINES.length) kept.push(Array.from({ length: 10_000 }, (_, k) => k))
    return 'whole'
  }),
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
