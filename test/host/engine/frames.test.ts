import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFrames } from '../../../src/host/engine/frames.ts'
import { everyCut, frame } from './pieces.ts'

function framesOf(chunks: Iterable<Uint8Array>): [string, string][] {
  const seen: [string, string][] = []
  const frames = createFrames((stream, payload) => seen.push([stream, Buffer.from(payload).toString()]))
  for (const chunk of chunks) frames.add(chunk)
  frames.finish()
  return seen
}

const BYTES = Buffer.concat([
  frame(1, 'out\n'),
  frame(2, 'ärger\n'),
  frame(1, ''),
  frame(3, 'engine'),
  frame(0, 'in'),
])
const WHOLE = [
  ['stdout', 'out\n'],
  ['stderr', 'ärger\n'],
  ['stdout', ''],
  ['stderr', 'engine'],
  ['stdout', 'in'],
]

it('finds the frames wherever the chunks are cut', () => {
  for (const chunks of everyCut(BYTES)) expect(framesOf(chunks)).toEqual(WHOLE)
})

it('finds any frames in any chunks', () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ unit: 'binary', maxLength: 30 })))
  fc.assert(
    fc.property(frames, fc.array(fc.nat({ max: 40 })), (all, sizes) => {
      let rest = Buffer.concat(all.map(([stream, text]) => frame(stream, text)))
      const chunks: Buffer[] = []
      for (const size of sizes) {
        chunks.push(rest.subarray(0, size))
        rest = rest.subarray(size)
      }
      const wanted = all.map(([stream, text]) => [
        stream === 2 ? 'stderr' : 'stdout',
        Buffer.from(text).toString(),
      ])
      expect(framesOf([...chunks, rest])).toEqual(wanted)
    }),
  )
})

it('says nothing of half a frame, at the end either', () => {
  for (let length = 0; length < frame(1, 'out').length; length += 1) {
    expect(framesOf([frame(1, 'out').subarray(0, length)])).toEqual([])
  }
})
