import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { JournalEvent } from '../../src/journal/events.ts'
import { readTraffic, readTrafficFile, wallToRun } from '../../src/journal/traffic.ts'
import type { TrafficFormat } from '../../src/target/target.ts'
import { nameAt } from './columns/rows.ts'

const FORMAT: TrafficFormat = {
  kind: 'json-lines',
  fields: { time: 't', durationMs: 'ms', status: 'code', instance: 'to', method: 'verb', path: 'url' },
}
const WALL = Date.UTC(2026, 0, 2, 3, 4, 5)
const line = (t: unknown, more: object = {}): string =>
  JSON.stringify({ t, ms: 4.5, code: 200, to: 'web-1', verb: 'GET', url: '/products', ...more })
const read = (...lines: string[]) => readTraffic(lines.join('\n'), FORMAT, (wallMs) => wallMs - WALL)

describe('the edge’s log', () => {
  test('each line is a row, in the order of the log', () => {
    const rows = [line(WALL + 20), line(WALL + 10, { to: 'web-2', code: 503, verb: 'POST', url: '/orders' })]
    const { traffic, damage } = read(...rows, '')
    expect(damage).toEqual([])
    expect([...traffic.startMs]).toEqual([20, 10])
    expect([...traffic.durationMs]).toEqual([4.5, 4.5])
    expect([...traffic.status]).toEqual([200, 503])
    const names = [traffic.instance, traffic.method, traffic.path].map((column) => nameAt(column, 1))
    expect(names).toEqual(['web-2', 'POST', '/orders'])
    expect(nameAt(traffic.instance, 0)).toBe('web-1')
  })

  test('times are ms since 1970, or ISO', () => {
    expect([...read(line(WALL + 7.25), line('2026-01-02T03:04:06.500Z')).traffic.startMs]).toEqual([
      7.25, 1500,
    ])
  })

  test('lines that cannot be read are left out and counted', () => {
    const bad = [
      '{"t":',
      line('yesterday'),
      line(WALL, { ms: 'fast' }),
      line(WALL, { code: 'ok' }),
      'null',
      '[]',
    ]
    const { traffic, damage } = read(line(WALL), ...bad)
    expect(traffic.length).toBe(1)
    expect(damage).toEqual(["6 lines of the edge's access log could not be read"])
    expect(read(line(WALL), '{"t').damage).toEqual(["1 line of the edge's access log could not be read"])
  })

  test('what a line does not say is not known', () => {
    const { traffic } = read(JSON.stringify({ t: WALL, ms: 1 }))
    expect(traffic.status[0]).toBe(0)
    expect(nameAt(traffic.instance, 0)).toBe('')
  })

  test('an empty log is no damage', () => {
    expect(read('')).toMatchObject({ traffic: { length: 0 }, damage: [] })
  })

  test('more paths than there are codes fall together as not known', () => {
    const lines = Array.from({ length: 65_540 }, (_, k) => line(WALL, { url: `/p/${k}` }))
    const { path } = read(...lines).traffic
    expect([nameAt(path, 0), nameAt(path, 65_534)]).toEqual(['/p/0', '/p/65534'])
    expect([nameAt(path, 65_535), nameAt(path, 65_539)]).toEqual(['', ''])
  })
})

describe('wall-clock times on the run’s clock', () => {
  const ZERO_MONO = 5000
  const OFFSET = WALL - ZERO_MONO
  const clock = (atMs: number, stepMs: number, seq = 1): JournalEvent => ({
    seq,
    atMs,
    type: 'clock',
    offsetMs: OFFSET + stepMs,
  })

  test('before the clock was ever measured, the run’s own zero counts', () => {
    expect(wallToRun([], ZERO_MONO, WALL)(WALL + 40)).toBe(40)
    expect(wallToRun([clock(1000, 0)], ZERO_MONO, WALL)(WALL + 40)).toBe(40)
  })

  test.each([250, -250])('after a step of %d ms, the offset that was measured last before counts', (step) => {
    const toRun = wallToRun([clock(0, 0), clock(1000, 0), clock(2000, step)], ZERO_MONO, WALL)
    expect(toRun(WALL + 1500)).toBe(1500)
    expect(toRun(WALL + 2500 + step)).toBe(2500)
  })

  test('a log that is not quite in order is read all the same', () => {
    const events = [clock(0, 0), clock(1000, 100), clock(2000, 200)]
    const times = [2700, 500, 1600, 2700, 1599, 500]
    const toRun = wallToRun(events, ZERO_MONO, WALL)
    expect(times.map((ms) => toRun(WALL + ms))).toEqual([2500, 500, 1500, 2500, 1499, 500])
  })
})

test('a file is read piece by piece, as long as it was; one that is not there is none', async () => {
  const { files } = fakeHost()
  const text = Array.from({ length: 30_000 }, (_, k) => `${line(WALL + k)}\n`).join('')
  await files.writeAtomic('/tmp/access.ndjson', `${text}{"t":`)
  let largest = 0
  const counting = {
    ...files,
    readFrom: async (path: string, offset: number, most?: number) => {
      const piece = await files.readFrom(path, offset, most)
      largest = Math.max(largest, piece.length)
      return piece
    },
  }
  const toRunMs = (wallMs: number) => wallMs - WALL
  const seen = await readTrafficFile(counting, '/tmp/access.ndjson', FORMAT, toRunMs)
  expect(seen).toMatchObject({
    traffic: { length: 30_000 },
    damage: ["1 line of the edge's access log could not be read"],
  })
  expect([seen?.traffic.startMs.at(-1), seen && nameAt(seen.traffic.instance, 29_999)]).toEqual([
    29_999,
    'web-1',
  ])
  expect(largest).toBeLessThan(2 * 1024 * 1024)
  expect(await readTrafficFile(files, '/tmp/none', FORMAT, toRunMs)).toBeNull()
})
