import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLine, encodeMissed, encodeRow } from '../../src/probe/wire.ts'

describe('what the prober says', () => {
  it('is read as it was meant, to the microsecond, one line each', () => {
    const ms = fc.double({ min: 0, max: 1e12, noNaN: true })
    const row = fc.record({
      dueMs: ms,
      startMs: ms,
      endMs: ms,
      ok: fc.boolean(),
      status: fc.integer({ min: 0, max: 599 }),
      error: fc.string({ unit: 'binary' }),
      instance: fc.string({ unit: 'binary' }),
      release: fc.string({ unit: 'binary' }),
    })
    fc.assert(
      fc.property(row, (sent) => {
        const line = encodeRow(sent)
        expect(line.indexOf('\n')).toBe(line.length - 1)
        const read = decodeLine(line.trimEnd())
        if (read?.kind !== 'probe') throw new Error('it is a probe')
        const { dueMs, startMs, endMs, ...rest } = read.row
        const { dueMs: due, startMs: start, endMs: end, ...said } = sent
        expect(rest).toEqual(said)
        for (const [got, wanted] of [
          [dueMs, due],
          [startMs, start],
          [endMs, end],
        ] as const) {
          expect(Math.abs(got - wanted)).toBeLessThan(0.001)
        }
      }),
    )
    expect(decodeLine(encodeMissed(3))).toEqual({ kind: 'missed', missed: 3 })
  })

  it('is nothing when it is something else, or cut off', () => {
    const line = encodeRow({
      dueMs: 1,
      startMs: 2,
      endMs: 3,
      ok: true,
      status: 200,
      error: '',
      instance: 'a',
      release: 'b',
    })
    for (let length = 0; length < line.length - 1; length++)
      expect(decodeLine(line.slice(0, length))).toBeNull()
    for (const odd of [
      'null',
      '{}',
      '{"missed":"3"}',
      '[1,2]',
      '["1",2,3,1,200,"","",""]',
      'Error: x',
      '7',
      '[1e999,2,3,1,200,"","",""]',
      '[1,2,3,2,200,"","",""]',
      '[1,2,3,1,2000,"","",""]',
      '[1,2,3,1,2.5,"","",""]',
      '{"missed":-1}',
      '{"missed":1e999}',
    ]) {
      expect(decodeLine(odd)).toBeNull()
    }
  })
})
