import { expect, test } from 'vitest'
import { Writes } from '../../../../src/load/k6/csv/writes.ts'
import type { WriteRow } from '../../../../src/load/load.ts'
import { decodeText, HEADER } from './stream.ts'

function told(...steps: [wallMs: number, metadata: string][]): { rows: WriteRow[]; read: boolean[] } {
  const rows: WriteRow[] = []
  const writes = new Writes((row) => rows.push(row))
  const read = steps.map(([wallMs, metadata]) => writes.step(wallMs, metadata))
  writes.flush()
  return { rows, read }
}

test('a write lasts from its sending until its user is told', () => {
  const { rows } = told(
    [1000, 'vu=1&iter=0&write=a%26b&told=sent'],
    [1012.5, 'vu=1&iter=0&write=a%26b&told=acknowledged&answer=201&instance=web-1&release=1.0.0'],
  )
  expect(rows).toEqual([
    {
      startWallMs: 1000,
      durationMs: 12.5,
      key: 'a&b',
      told: 'acknowledged',
      status: 201,
      instance: 'web-1',
      release: '1.0.0',
    },
  ])
})

test('the same key by two users at once are two attempts; one that nothing was told of is handed over at the end', () => {
  const { rows } = told(
    [1000, 'vu=1&write=k&told=sent'],
    [1001, 'vu=2&write=k&told=sent'],
    [1010, 'vu=1&write=k&told=refused&answer=409'],
  )
  expect(rows.map(({ startWallMs, durationMs, told: what }) => [startWallMs, durationMs, what])).toEqual([
    [1000, 10, 'refused'],
    [1001, Number.NaN, 'unknown'],
  ])
})

test('rows that say nothing that can be read are none', () => {
  const { rows, read } = told(
    [1, 'told=sent'],
    [1, 'write=&told=sent'],
    [1, 'write=k'],
    [1, 'write=k&told=perhaps'],
    [1, 'write=%E0%A4%A&told=sent'],
  )
  expect(read).toEqual([false, false, false, false, false])
  expect(rows).toEqual([])
})

test('in the stream they are writes and no metrics, and what cannot be read is counted', () => {
  const row = (metadata: string) => `firedrill_writes,1795262621500000,1.000000,,,,,,,load,,,${metadata}\n`
  const { writes, metrics, malformed } = decodeText(
    `${HEADER}\n${row('vu=1&write=k&told=sent')}${row('vu=1&write=k&told=unknown&answer=502')}${row('vu=1')}`,
  )
  expect(writes).toMatchObject([{ key: 'k', told: 'unknown', status: 502, durationMs: 0 }])
  expect(metrics).toEqual([])
  expect(malformed).toBe(1)
})

test('of writes without an end nothing is told, rather than that they fill the memory', () => {
  const steps = Array.from({ length: 100_050 }, (_, k): [number, string] => [k, `vu=1&write=k${k}&told=sent`])
  const rows: WriteRow[] = []
  const writes = new Writes((row) => rows.push(row))
  for (const [atMs, metadata] of steps) writes.step(atMs + 1, metadata)
  expect(rows.length).toBe(50)
  expect(rows[0]).toMatchObject({ key: 'k0', told: 'unknown', durationMs: Number.NaN })
})
