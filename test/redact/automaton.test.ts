import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAutomaton } from '../../src/redact/automaton.ts'

const bytesOf = (text: string) => Buffer.from(text)

function hits(patterns: readonly string[], text: string, fold?: (byte: number) => number): string[] {
  const found: string[] = []
  const automaton = createAutomaton(patterns.map(bytesOf), fold)
  automaton.scan(bytesOf(text), (pattern, start, end) => found.push(`${patterns[pattern]} ${start}-${end}`))
  return found
}

describe('finding many texts at once', () => {
  it('tells where each ends, and of several the longest', () => {
    expect(hits(['he', 'she', 'his', 'hers'], 'ushers')).toEqual(['she 1-4', 'hers 2-6'])
    expect(hits(['ab', 'b'], 'abab')).toEqual(['ab 0-2', 'ab 2-4'])
    expect(hits(['aa'], 'aaa')).toEqual(['aa 0-2', 'aa 1-3'])
  })

  it('compares bytes as they are folded', () => {
    expect(hits(['ABC'], 'xabc', (byte) => (byte >= 0x61 ? byte - 32 : byte))).toEqual(['ABC 1-4'])
  })

  it('finds nothing where there is nothing to find', () => {
    expect(hits([], 'abc')).toEqual([])
    expect(hits([''], 'abc')).toEqual([])
    expect(hits(['abc'], '')).toEqual([])
  })

  it('sees just what looking for each by itself sees', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.uniqueArray(few, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
        (words, text) => {
          const ends = new Map<number, number>()
          createAutomaton(words.map(bytesOf)).scan(bytesOf(text), (_, start, end) =>
            ends.set(end, end - start),
          )
          for (let end = 1; end <= text.length; end++) {
            const longest = Math.max(
              0,
              ...words.filter((word) => text.slice(0, end).endsWith(word)).map(({ length }) => length),
            )
            expect(ends.get(end) ?? 0).toBe(longest)
          }
        },
      ),
    )
  })
})

describe('a text that was cut off', () => {
  const begun = (pattern: string, text: string) =>
    createAutomaton([bytesOf(pattern)]).scan(bytesOf(text), () => undefined)

  it('may end in the beginning of something', () => {
    expect(begun('hunter2-hunter2', 'it is hunter2-h')).toBe(9)
    expect(begun('hunter2-hunter2', 'it is hunter')).toBe(0)
    expect(begun('hunter2-hunter2', 'it is hunter2-x')).toBe(0)
    expect(begun('abcdefg', 'abcde')).toBe(0)
  })
})
