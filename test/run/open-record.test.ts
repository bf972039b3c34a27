import { describe, expect, test } from 'vitest'
import { openRecord } from '../../src/run/open-record.ts'
import { onRun } from './on-run.ts'

const WALL_MS = Date.UTC(2026, 10, 21, 12, 3, 4)

describe('two runs of the same second that come upon the same name', () => {
  test('do not share a record: the second takes the next name', async () => {
    const { options } = await onRun()
    const suffixes = ['1f3a', '1f3a', '1f3a', '9c00']
    const suffix = () => suffixes.shift() ?? ''
    const first = await openRecord(options, WALL_MS, suffix)
    const second = await openRecord(options, WALL_MS, suffix)
    expect([first.run, second.run]).toEqual(['20261121-120304-sample-1f3a', '20261121-120304-sample-9c00'])
    expect([first.epoch, second.epoch]).toEqual([0, 0])
  })

  test('also when they begin at once', async () => {
    const { options, host } = await onRun()
    const names = Array.from({ length: 5 }, (_, k) => {
      let next = 0
      // Each begins with the same name, and has others after it.
      return () => (next++ === 0 ? 'same' : `${k}-${next}`)
    })
    const opened = await Promise.all(names.map((suffix) => openRecord(options, WALL_MS, suffix)))
    expect(new Set(opened.map(({ directory }) => directory)).size).toBe(5)
    expect(opened.filter(({ run }) => run.endsWith('-same'))).toHaveLength(1)
    for (const { directory } of opened) expect(await host.files.exists(`${directory}/drill.json`)).toBe(true)
  })

  test('what the first has written there stays', async () => {
    const { options, host } = await onRun()
    const { directory } = await openRecord(options, WALL_MS, () => 'same')
    await host.files.writeAtomic(`${directory}/drill.json`, 'mine')
    const suffixes = ['same', 'other']
    await openRecord(options, WALL_MS, () => suffixes.shift() ?? '')
    expect(await host.files.read(`${directory}/drill.json`)).toBe('mine')
  })
})

test('where no name is left, or the place cannot be written, that is said', async () => {
  const { options, host } = await onRun()
  await openRecord(options, WALL_MS, () => 'same')
  await expect(openRecord(options, WALL_MS, () => 'same')).rejects.toMatchObject({
    code: 'reports-unwritable',
  })
  const makeDir = () => Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' }))
  const closed = { ...options, host: { ...host, files: { ...host.files, makeDir } } }
  await expect(openRecord(closed, WALL_MS)).rejects.toMatchObject({
    code: 'reports-unwritable',
    message: expect.stringContaining('/app/reports'),
    hint: expect.stringContaining('--out'),
  })
})
