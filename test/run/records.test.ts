import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { stateDir } from '../../src/host/state-dir.ts'
import { recordsIn } from '../../src/run/records.ts'

let host: FakeHost

beforeEach(async () => {
  host = fakeHost()
  for (const path of ['/app/reports/b', '/app/reports/a', '/elsewhere/c']) {
    await host.files.makeDir(path)
    await host.files.writeAtomic(`${path}/epoch.0`, '')
  }
  await host.files.makeDir('/app/reports/no-record')
  await host.files.link('a', '/app/reports/latest')
})

const placesIn = async (reportsDir: string) =>
  (await recordsIn(host, reportsDir)).map(({ directory }) => directory)

test('are those of the reports directory, each once', async () => {
  expect(await placesIn('/app/reports')).toEqual(['/app/reports/a', '/app/reports/b'])
  expect(await recordsIn(host, '/nowhere')).toEqual([])
})

test('and those that were put elsewhere, while their lock is there', async () => {
  for (const directory of ['/elsewhere/c', '/app/reports/a', '/gone']) {
    const owner = { pid: 4711, startTime: 'gone', run: 'r', directory }
    await acquireLock(host, stateDir(host), `target ${directory}`, owner)
  }
  await host.files.writeAtomic(`${stateDir(host)}/garbage.lock.1`, '{')
  expect(await recordsIn(host, '/app/reports')).toEqual([
    { directory: '/app/reports/a', locked: ['target /app/reports/a'] },
    { directory: '/app/reports/b', locked: [] },
    { directory: '/elsewhere/c', locked: ['target /elsewhere/c'] },
  ])
})

test('something else in the place of the directory is told as such, and is no defect', async () => {
  await host.files.writeAtomic('/app/file', '')
  await expect(recordsIn(host, '/app/file')).rejects.toMatchObject({
    code: 'reports-unwritable',
    message: expect.stringMatching(/^\/app\/file cannot be read as a directory: .*ENOTDIR/),
    hint: 'Let it be a directory that you may read, or name another: `reports` in the configuration, or --out.',
  })
})
