import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { searchFiles } from '../../../src/target/app/secret-files.ts'
import { createScan, secretsOf } from '../../../src/target/app/secrets.ts'

const WANTED = secretsOf(['hunter2-hunter2'], { env: { PASSWORD: 'hunter2-hunter2' }, secrets: [] })

it('names each file in which one stands, and counts those that were looked at', async () => {
  const { files } = fakeHost()
  await files.makeDir('/app/logs')
  await files.writeAtomic('/app/logs/a.log', 'password=hunter2-hunter2')
  await files.writeAtomic('/app/logs/b.log', 'password=***')
  expect(await searchFiles(files, ['/app/logs', '/none'], WANTED, '/app')).toEqual({
    looked: 2,
    found: ['logs/a.log: the value of PASSWORD'],
  })
})

it('finds one that lies across pieces, and none in parts of it', () => {
  const across = createScan(WANTED)
  for (const piece of ['xxhunt', 'er2-hu', 'nter2xx']) across.feed(Buffer.from(piece))
  expect(across.found()).toHaveLength(1)
  const parts = createScan(WANTED)
  for (const piece of ['hunter2', ' and ', '-hunter2']) parts.feed(Buffer.from(piece))
  expect(parts.found()).toEqual([])
})
