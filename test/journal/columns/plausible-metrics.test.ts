import { expect, test } from 'vitest'
import { openMetrics } from '../../../src/journal/columns/open.ts'
import { plausibleMetrics } from '../../../src/journal/columns/plausible-metrics.ts'
import { readMetrics } from '../../../src/journal/columns/read.ts'
import { buildRecord } from '../../measure/build-record.ts'
import { MemoryFile } from './memory-file.ts'

test('iterations that no load drops, or that last without end, are no metrics', async () => {
  const written = async (metric: string, value: number) => {
    const file = new MemoryFile()
    const writer = openMetrics(file)
    const row = { atMs: 1, label: '', scenario: '', group: '', request: 0 }
    writer.append([
      { ...row, metric: 'checks', value: 1 },
      { ...row, metric, value },
    ])
    await writer.close()
    const { metrics, damage } = readMetrics(file.bytes)
    return [metrics.length, damage]
  }
  expect(await written('dropped_iterations', 3)).toEqual([2, null])
  expect(await written('dropped_iterations', 1e12)).toEqual([
    1,
    'a row has a value of dropped_iterations that no load can have',
  ])
  expect(await written('iteration_duration', -1)).toEqual([1, expect.stringContaining('iteration_duration')])
  expect(await written('my_trend', -1e12)).toEqual([2, null])
})

test('so many drops in a run that nobody could list them are none, one by one though they may be', () => {
  const droppedMs = Array.from({ length: 10 }, (_, k) => 5000 + k)
  const { metrics } = buildRecord({ phases: [{ name: 'lost', durationMs: 2000 }], droppedMs })
  expect(plausibleMetrics(metrics, null)).toEqual({ metrics, damage: null })
  const many = { ...metrics, value: metrics.value.map(() => 900_000) }
  expect(plausibleMetrics(many, 'it is cut off')).toMatchObject({
    metrics: { length: 5 },
    damage: 'it is cut off',
  })
})
