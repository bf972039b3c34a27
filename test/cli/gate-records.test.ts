import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gateRecords } from '../../src/cli/gate-records.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'
import { storeGateRun } from './gate-record.ts'

const { files } = nodeHost()

it('the first line of a journal is believed only where it is as it was sealed, or was never sealed', async () => {
  const directory = project({ 'package.json': '{}' })
  const whole = await storeGateRun(directory, { name: 'whole' })
  const unsealed = await storeGateRun(directory, { name: 'unsealed' })
  const changed = await storeGateRun(directory, { name: 'changed', failed: 9 })
  const empty = await storeGateRun(directory, { name: 'empty' })
  rmSync(join(unsealed, 'seal.json'))
  const journal = join(changed, 'journal.ndjson')
  writeFileSync(journal, readFileSync(journal, 'utf8').replace('"drill":"kill-node"', '"drill":"soak"'))
  writeFileSync(join(empty, 'journal.ndjson'), '')
  const { heads, lost, unreadable } = await gateRecords(files, [join(directory, 'reports')])
  expect(heads.map((head) => head.directory).toSorted()).toEqual([unsealed, whole])
  expect(lost).toMatchObject([
    {
      directory: changed,
      lack: { code: 'edited' },
      claimed: 'soak',
      told: { drill: 'kill-node', verdict: 'fail' },
    },
    { directory: empty, lack: { code: 'unreadable' }, claimed: null, told: { verdict: 'pass' } },
  ])
  expect(unreadable).toEqual([changed, empty])
})
