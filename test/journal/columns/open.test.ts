import { expect, test } from 'vitest'
import { openMetrics, openProbes, openRequests } from '../../../src/journal/columns/open.ts'
import { readMetrics, readProbes, readRequests } from '../../../src/journal/columns/read.ts'
import { MemoryFile } from './memory-file.ts'

test('each file is what it says it is, from its first byte on', async () => {
  const files = { requests: new MemoryFile(), metrics: new MemoryFile(), probes: new MemoryFile() }
  const writers = [openRequests(files.requests), openMetrics(files.metrics), openProbes(files.probes)]
  await Promise.all(writers.map((writer) => writer.flush()))
  expect(readRequests(files.requests.bytes).damage).toBe('it is cut off')
  await Promise.all(writers.map((writer) => writer.close()))
  expect(readRequests(files.requests.bytes).damage).toBeNull()
  expect(readMetrics(files.metrics.bytes).damage).toBeNull()
  expect(readProbes(files.probes.bytes).damage).toBeNull()
  expect(readRequests(files.metrics.bytes).damage).not.toBeNull()
})
