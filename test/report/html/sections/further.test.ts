import { expect, test } from 'vitest'
import {
  commandsFold,
  environmentFold,
  guardsFold,
  saidFold,
  writesFold,
} from '../../../../src/report/html/sections/further.ts'
import { ranToEnd } from '../../../verdict/build-run.ts'
import { failedInput, passedInput, shippedInput } from '../../build-input.ts'

test('what could have ended it, and what came of it, with nothing of it taken for markup', () => {
  const input = passedInput()
  const guard = {
    guard: 'the file <b>STOP</b> appears',
    outcome: 'stopped',
    atMs: 1000,
    restedOn: '"<i>"',
  } as const
  const text = guardsFold({ ...input, verdict: { ...input.verdict, guards: [guard] } })
  expect(text).toContain('<h3>Guards</h3>')
  expect(text).toContain('&lt;b&gt;STOP')
  expect(text).not.toContain('<i>')
  expect(guardsFold(input)).toBe('')
})

test('what the instances said, where they were watched', () => {
  expect(saidFold(shippedInput())).toContain('web-1 said that it was ready and could not serve')
  expect(saidFold(failedInput())).toBe('')
})

test('the writes have a part where they were asked', () => {
  expect(writesFold(failedInput())).toBe('')
})

test('commands stand as they were typed, and no more than a page can carry', () => {
  expect(commandsFold(failedInput())).toContain('<code>cd /app &amp;&amp; kill -9 4711</code>')
  const command = { argv: ['x'], cwd: '/', env: {} }
  const events = Array.from({ length: 100 }, (_, k) => ({
    atMs: 6000 + k,
    type: 'command' as const,
    command,
    startMs: 6000 + k,
    endMs: 6000 + k,
    what: '',
  }))
  expect(commandsFold({ ...passedInput(), record: ranToEnd({ events }) })).toContain(
    '21 more are in the journal.',
  )
  expect(commandsFold({ ...passedInput(), record: ranToEnd({ faults: [] }) })).toBe('')
})

test('everything that it ran with', () => {
  const input = failedInput()
  const { header } = input.record
  const inputs = [{ role: 'compose file', path: 'compose.yml', digest: '0123456789abcdef0123' }]
  const text = environmentFold({ ...input, record: { ...input.record, header: { ...header, inputs } } })
  for (const words of [
    '<dd>k6 v2.2.0</dd>',
    '<dd>abc1234</dd>',
    '<dt>seed</dt><dd>7</dd>',
    '<dd>healthy</dd>',
    '<dt>compose file compose.yml</dt><dd>sha256 0123456789abcdef…</dd>',
  ])
    expect(text).toContain(words)
})
