import { expect, it } from 'vitest'
import { createEventLines } from '../../../src/host/engine/event-lines.ts'
import { everyCut } from './pieces.ts'

function objectsIn(chunks: Iterable<Uint8Array>): unknown[] {
  const seen: unknown[] = []
  const lines = createEventLines((object) => seen.push(object))
  for (const chunk of chunks) lines.add(chunk)
  return seen
}

it('finds the objects wherever the chunks are cut', () => {
  const objects = [{ Action: 'start', name: 'ä€😀' }, {}, { 'a\nb': 'c\\n' }]
  const text = objects.map((object) => `${JSON.stringify(object)}\n`).join('\n')
  for (const chunks of everyCut(Buffer.from(text))) expect(objectsIn(chunks)).toEqual(objects)
})

it('waits for the end of an object', () => {
  expect(objectsIn([Buffer.from('{"a":1}\n{"b":2}')])).toEqual([{ a: 1 }])
})

it('throws on what is none', () => {
  expect(() => objectsIn([Buffer.from('<html>\n')])).toThrow(SyntaxError)
})
