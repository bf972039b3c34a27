import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cleaningOf } from '../../src/cli/clean-records.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'
import { HOUR_MS, storeGateRun } from './gate-record.ts'

it('only reads, and names the oldest first', async () => {
  const directory = project({ 'package.json': '{}' })
  const reports = join(directory, 'reports')
  for (const [k, name] of ['c', 'b', 'a'].entries())
    await storeGateRun(directory, { name, agoMs: (k + 1) * HOUR_MS })
  const host = nodeHost()
  expect(await cleaningOf(host, reports, 1)).toEqual({
    remove: [join(reports, 'a'), join(reports, 'b')],
    kept: [],
    batches: [],
    all: 3,
  })
  expect(await cleaningOf(host, reports, 3)).toMatchObject({ remove: [] })
  expect(await host.files.list(reports)).toEqual(['a', 'b', 'c'])
})

it('leaves links alone, and what they lead to', async () => {
  const directory = project({ 'package.json': '{}' })
  const reports = join(directory, 'reports')
  for (const [k, name] of ['c', 'b', 'a'].entries())
    await storeGateRun(directory, { name, agoMs: (k + 1) * HOUR_MS })
  renameSync(join(reports, 'a'), join(directory, 'kept'))
  symlinkSync('../kept', join(reports, 'a'))
  expect(await cleaningOf(nodeHost(), reports, 1)).toMatchObject({ remove: [join(reports, 'b')], all: 2 })
})
