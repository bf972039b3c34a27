import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import type { JournalEvent } from '../../src/journal/events.ts'

/** Gives what a growing journal has got since it was last asked; nothing while there is none. The last line may be half written. */
export function createTail(path: string): () => JournalEvent[] {
  let offset = 0
  let rest = ''
  const decoder = new StringDecoder('utf8')
  return () => {
    const bytes = readFrom(path, offset)
    offset += bytes.length
    const lines = (rest + decoder.write(bytes)).split('\n')
    rest = lines.pop() ?? ''
    return lines.filter(Boolean).flatMap(parsed)
  }
}

function readFrom(path: string, offset: number): Buffer {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset))
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset))
  } finally {
    closeSync(file)
  }
}

function parsed(line: string): JournalEvent[] {
  try {
    return [JSON.parse(line) as JournalEvent]
  } catch {
    return []
  }
}
