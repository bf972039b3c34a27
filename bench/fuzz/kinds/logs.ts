/** Logs of the app and its edge: whatever they hold, they are shown, and never believed. */
import { linesWithin } from '../../../src/journal/log-line.ts'
import { readTraffic } from '../../../src/journal/traffic.ts'
import type { Kind } from '../kind.ts'
import { changedLines } from '../lines.ts'

const WALL_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
const FORMAT = {
  kind: 'json-lines',
  fields: {
    time: 'time',
    durationMs: 'durationMs',
    status: 'status',
    instance: 'instance',
    method: 'method',
    path: 'path',
  },
} as const

export const traffic: Kind = {
  what: "the edge's access log",
  share: 8000,
  async prepare() {
    const lines = Array.from({ length: 6 }, (_, k) =>
      JSON.stringify({
        time: k % 2 === 0 ? WALL_MS + 10 * k : new Date(WALL_MS + 10 * k).toISOString(),
        durationMs: 4.5,
        status: 200,
        instance: 'web-1',
        method: 'GET',
        path: '/products',
        attempts: [{ instance: 'web-2', startMs: 0, durationMs: 1, status: 0, error: 'refused' }],
      }),
    )
    return (random, numbered) => {
      const { bytes, how } = changedLines(lines, random, numbered)
      return {
        how,
        read() {
          const { traffic: rows, damage } = readTraffic(
            new TextDecoder().decode(bytes),
            FORMAT,
            (ms) => ms - WALL_MS,
          )
          const isOdd = (value: number): boolean => !Number.isFinite(value)
          if (rows.startMs.some(isOdd) || rows.durationMs.some((ms) => isOdd(ms) || ms < 0))
            return { wrong: 'a line has a time that is none' }
          if (rows.status.some((status) => status > 999)) return { wrong: 'a line has a status that is none' }
          for (const { codes, values } of [rows.instance, rows.method, rows.path])
            if (codes.some((code) => code >= values.length)) return { wrong: 'a code has no text' }
          return damage.length > 0 ? 'partial' : 'whole'
        },
      }
    }
  },
}

export const logLines: Kind = {
  what: 'log lines',
  share: 4000,
  async prepare() {
    const at = (ms: number) => new Date(WALL_MS + ms).toISOString()
    const lines = [
      JSON.stringify({ level: 50, time: at(1), msg: 'answered', method: 'GET', path: '/x', status: 500 }),
      JSON.stringify({
        level: 'warn',
        ts: (WALL_MS + 2) / 1000,
        message: 'slow',
        err: { message: 'ECONNREFUSED' },
      }),
      JSON.stringify(`${at(3)} [WARNING] Server app/web-1 is DOWN password=hunter2`),
      JSON.stringify({ time: WALL_MS + 4, res: { statusCode: 200 }, url: '/y' }),
    ]
    return (random, numbered) => {
      const { bytes, how } = changedLines(lines, random, numbered)
      return {
        how,
        read() {
          const text = new TextDecoder().decode(bytes)
          const found = linesWithin(text, 'web-1', { fromMs: -1e6, toMs: 1e6 }, (ms) => ms - WALL_MS)
          if (found.some((line) => !Number.isFinite(line.atMs)))
            return { wrong: 'a line has a time that is none' }
          return found.some((line) => line.text.length > 400) ? { wrong: 'a line is without end' } : 'whole'
        },
      }
    }
  },
}
