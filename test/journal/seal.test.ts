import { beforeEach, describe, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { Files } from '../../src/host/host.ts'
import { checkSeal, isAsSealed, SEAL_FORMAT, sealRecord } from '../../src/journal/seal.ts'

const DIR = '/tmp/reports/run-1'
let files: Files
const put = (file: string, text: string) => files.writeAtomic(`${DIR}/${file}`, text)
const sealed = async () =>
  JSON.parse(await files.read(`${DIR}/seal.json`)) as { files: Record<string, unknown> }

beforeEach(async () => {
  files = fakeHost().files
  await files.makeDir(`${DIR}/logs/deep`)
  await put('journal.ndjson', 'one\ntwo\n')
  await put('requests.arrow', 'samples')
  await put('logs/web-1.log', 'hello\n')
  await put('logs/deep/k6.log', '')
  await put('verdict.json', '{}')
  await put('epoch.0', '{}')
  await sealRecord(files, DIR, 'run')
})

test('all that a verdict rests on is sealed, and nothing that is made of it', async () => {
  const { files: named, ...rest } = await sealed()
  expect(rest).toEqual({ format: SEAL_FORMAT, by: 'run' })
  expect(Object.keys(named).sort()).toEqual([
    'journal.ndjson',
    'logs/deep/k6.log',
    'logs/web-1.log',
    'requests.arrow',
  ])
  expect(named['requests.arrow']).toEqual({
    bytes: 7,
    sha256: '24baa7a731ce04b431af93d94cba8e0160a0e6a4607edc2d70c595dd098e56cf',
  })
  expect(await checkSeal(files, DIR, true)).toEqual([])
})

describe('refused is', () => {
  test.each([
    ['a file that is another', 'requests.arrow', 'sampled'],
    ['one that is shorter', 'requests.arrow', 'sample'],
    ['one that has come', 'probes.arrow', 'probes'],
    ['a log that says something else', 'logs/web-1.log', 'jello\n'],
    ['a journal that was written anew', 'journal.ndjson', 'one\nTWO\nthree\n'],
  ])('%s', async (_what, file, text) => {
    await put(file, text)
    await expect(checkSeal(files, DIR, true)).rejects.toMatchObject({
      code: 'record-altered',
      message: expect.stringContaining(`${DIR}/${file}`),
    })
  })

  test('one that is gone', async () => {
    await files.remove(`${DIR}/requests.arrow`)
    await expect(checkSeal(files, DIR, true)).rejects.toMatchObject({ code: 'record-altered' })
  })
})

test('a log may be taken away, or go on; what else goes on is said', async () => {
  await files.remove(`${DIR}/logs/deep/k6.log`)
  await put('logs/web-1.log', 'hello\nand more\n')
  expect(await checkSeal(files, DIR, true)).toEqual([])
  await put('journal.ndjson', 'one\ntwo\nthree\n')
  expect(await checkSeal(files, DIR, true)).toEqual([
    'journal.ndjson went on after the record had been sealed',
  ])
})

test('one file alone is held against the seal as well', async () => {
  const journal = () => isAsSealed(files, DIR, 'journal.ndjson')
  expect(await journal()).toBe(true)
  await put('requests.arrow', 'sampled')
  await put('journal.ndjson', 'one\ntwo\nthree\n')
  expect(await journal()).toBe(true)
  for (const text of ['one\nTWO\n', 'one\n']) {
    await put('journal.ndjson', text)
    expect(await journal()).toBe(false)
  }
  expect(await isAsSealed(files, DIR, 'verdict.json'), 'it is not sealed').toBeNull()
  await put('seal.json', '{}')
  expect(await journal(), 'the seal cannot be read').toBeNull()
  await files.remove(`${DIR}/seal.json`)
  expect(await journal(), 'there is no seal').toBeNull()
})

test('sealed once more after recover went on with the journal, it is whole; nothing else is sealed anew', async () => {
  await put('journal.ndjson', 'one\ntwo\nthree\n')
  await put('requests.arrow', 'sampled')
  await sealRecord(files, DIR, 'recover')
  expect(await sealed()).toMatchObject({ by: 'recover' })
  await expect(checkSeal(files, DIR, true)).rejects.toMatchObject({
    message: expect.stringContaining('requests.arrow'),
  })
  await put('requests.arrow', 'samples')
  expect(await checkSeal(files, DIR, true)).toEqual([])
})

test('a journal that was changed before recover went on with it stays refused', async () => {
  await put('journal.ndjson', 'one\nTWO\nthree\n')
  await sealRecord(files, DIR, 'recover')
  await expect(checkSeal(files, DIR, true)).rejects.toMatchObject({ code: 'record-altered' })
})

describe('without a seal', () => {
  beforeEach(() => files.remove(`${DIR}/seal.json`))

  test('a run that would have sealed its record was cut off', async () => {
    expect(await checkSeal(files, DIR, true)).toEqual([expect.stringMatching(/^seal\.json is missing/)])
  })

  test('an older record is as it is', async () => {
    expect(await checkSeal(files, DIR, false)).toEqual([])
  })
})

describe('a seal that cannot be read', () => {
  test.each([
    ['is cut off', '{"format":"firedrill-seal/1","by":', /not JSON/],
    [
      'is of a newer format',
      '{"format":"firedrill-seal/2"}',
      /firedrill-seal\/2; this firedrill reads up to/,
    ],
    [
      'names a file elsewhere',
      `{"format":"${SEAL_FORMAT}","by":"run","files":{"../x":{"bytes":0,"sha256":"${'0'.repeat(64)}"}}}`,
      /outside/,
    ],
    [
      'has a wrong field',
      `{"format":"${SEAL_FORMAT}","by":"run","files":{"a":{"bytes":-1,"sha256":"x"}}}`,
      /files\.a\.bytes/,
    ],
  ])('%s', async (_what, text, words) => {
    await put('seal.json', text)
    await expect(checkSeal(files, DIR, true)).rejects.toMatchObject({
      code: 'record-invalid',
      message: expect.stringMatching(words),
    })
    await sealRecord(files, DIR, 'recover')
    expect(await files.read(`${DIR}/seal.json`)).toBe(text)
  })
})

test('what keeps a record from being sealed is said', async () => {
  const full = { ...files, writeAtomic: () => Promise.reject(new Error('ENOSPC')) }
  await expect(sealRecord(full, DIR, 'run')).rejects.toMatchObject({
    code: 'reports-unwritable',
    message: expect.stringContaining('ENOSPC'),
  })
})
