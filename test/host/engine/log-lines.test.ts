import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../src/host/engine/engine.ts'
import { createLogLines, createMessages } from '../../../src/host/engine/log-lines.ts'
import { everyCut } from './pieces.ts'

const T = '2026-11-22T01:24:11.207597535Z'
const atMs = Date.parse('2026-11-22T01:24:11Z') + 207.597535

function linesOf(messages: ['stdout' | 'stderr', string][], isNew = (_: string) => true): LogLine[] {
  const seen: LogLine[] = []
  const lines = createLogLines((line) => seen.push(line), isNew)
  for (const [stream, text] of messages) lines.add(stream, Buffer.from(text))
  lines.finish()
  return seen
}

describe('lines out of messages', () => {
  it('have the time and the stream of their message', () => {
    const seen = linesOf([
      ['stdout', `${T} a  b\n`],
      ['stderr', `${T} \n`],
      ['stdout', `${T} c\r\n`],
    ])
    expect(seen).toEqual([
      { atMs, stream: 'stdout', text: 'a  b' },
      { atMs, stream: 'stderr', text: '' },
      { atMs, stream: 'stdout', text: 'c' },
    ])
  })

  it('are put together of several, whatever the other stream writes between, cut within a character', () => {
    const euro = Buffer.from('€')
    const seen: LogLine[] = []
    const lines = createLogLines(
      (line) => seen.push(line),
      () => true,
    )
    lines.add('stdout', Buffer.concat([Buffer.from(`${T} x`), euro.subarray(0, 1)]))
    lines.add('stderr', Buffer.from(`${T} err\n`))
    lines.add('stdout', Buffer.concat([Buffer.from(`${T} `), euro.subarray(1), Buffer.from('y\n')]))
    expect(seen.map(({ text }) => text)).toEqual(['err', 'x€y'])
  })

  it('need no line end at the end of the log', () => {
    expect(linesOf([['stdout', `${T} last`]])).toEqual([{ atMs, stream: 'stdout', text: 'last' }])
    expect(linesOf([])).toEqual([])
  })

  it('come in pieces where they are longer than 1 MiB', () => {
    const piece = `${T} ${'x'.repeat(16_384)}`
    const seen = linesOf(Array.from({ length: 65 }, () => ['stdout', piece]))
    expect(seen.map(({ text }) => text.length)).toEqual([2 ** 20, 16_384])
  })

  it('leave out what is not wanted', () => {
    expect(linesOf([['stdout', `${T} a\n`]], (timestamp) => timestamp !== T)).toEqual([])
  })

  it('keep what the engine says itself, which has no time: that of the message before', () => {
    const seen = linesOf([
      ['stdout', `${T} a\n`],
      ['stderr', 'error from daemon in stream\n'],
      ['stderr', 'broken\n'],
    ])
    expect(seen.map((line) => [line.atMs, line.text])).toEqual([
      [atMs, 'a'],
      [atMs, 'error from daemon in stream'],
      [atMs, 'broken'],
    ])
  })
})

it('the messages of a terminal are its lines, wherever the chunks are cut', () => {
  const bytes = Buffer.from(`${T} ä€\r\n\n${T} last`)
  for (const chunks of everyCut(bytes)) {
    const seen: string[] = []
    const messages = createMessages((message) => seen.push(Buffer.from(message).toString()))
    for (const chunk of chunks) messages.add(chunk)
    messages.finish()
    messages.finish()
    expect(seen).toEqual([`${T} ä€\r\n`, '\n', `${T} last`])
  }
})
