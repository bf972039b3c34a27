import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordHeads, recordPlaces } from '../../src/cli/record-heads.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project, refusalOf } from '../config/project.ts'
import { storeKilled, storeRun } from './stored-run.ts'

const { files } = nodeHost()

it('finds every record below a place, and a record that is named itself, each once', async () => {
  const directory = project({ 'package.json': '{}' })
  const reports = join(directory, 'reports')
  const [a, b] = [await storeRun(directory, { name: 'a' }), await storeKilled(directory, { name: 'b' })]
  const deep = await storeRun(join(directory, 'artifacts/job'), { name: 'c' })
  await files.link('a', join(reports, 'latest'))
  const { heads } = await recordHeads(files, [reports, a, join(directory, 'artifacts')])
  expect(heads.map((head) => head.directory).toSorted()).toEqual([a, b, deep].toSorted())
  expect(heads[0]?.header).toMatchObject({ type: 'run-started', drill: 'kill-node' })
})

it('reads no more than the first line, and tells of journals that do not begin with a run', async () => {
  const directory = project({ 'package.json': '{}' })
  const place = await storeRun(directory, { name: 'whole' })
  const journals = {
    cut: '{"seq":0,"at',
    other: '{"seq":0,"atMs":0,"type":"progress","text":""}\n',
    empty: '',
  }
  for (const [name, text] of Object.entries(journals)) {
    mkdirSync(join(directory, 'reports', name))
    writeFileSync(join(directory, 'reports', name, 'journal.ndjson'), text)
  }
  writeFileSync(join(directory, 'reports/note.txt'), 'no record')
  const { heads, unreadable } = await recordHeads(files, [
    join(directory, 'reports'),
    join(directory, 'nowhere'),
  ])
  expect(heads.map((head) => head.directory)).toEqual([place])
  expect(unreadable.map((path) => path.split('/').at(-1))).toEqual(['cut', 'empty', 'other'])
})

describe('how deep', () => {
  it('as artifacts of jobs of pipelines lie, and what lies deeper is told', async () => {
    const directory = project({ 'package.json': '{}' })
    const deep = await storeRun(join(directory, 'artifacts/a/b/c/d/e'), { name: 'there' })
    await storeRun(join(directory, 'artifacts/a/b/c/d/e/f/g'), { name: 'too-deep' })
    mkdirSync(join(directory, 'artifacts/1/2/3/4/5/6/7/8'), { recursive: true })
    const { heads, unreadable } = await recordHeads(files, [join(directory, 'artifacts')])
    expect(heads.map((head) => head.directory)).toEqual([deep])
    expect(unreadable).toEqual([join(directory, 'artifacts/a/b/c/d/e/f/g/reports')])
  })

  it('what is reached on a shorter way as well is looked through', async () => {
    const directory = project({ 'package.json': '{}' })
    const deep = join(directory, 'artifacts/1/2/3/4/5/6/7')
    await storeRun(deep, { name: 'there' })
    symlinkSync(deep, join(directory, 'artifacts/short'))
    const { heads, unreadable } = await recordHeads(files, [join(directory, 'artifacts')])
    expect([heads.map(({ header }) => header.drill), unreadable]).toEqual([['kill-node'], []])
  })
})

describe('what is left of a record', () => {
  const RUN = '20261121-120304-kill-node-1f3a'

  it.each(['requests.arrow', 'drill.json', 'seal.json'])('is told by its name and its %s', async (file) => {
    const directory = project({
      'package.json': '{}',
      [`reports/${RUN}/${file}`]: 'x',
      'reports/notes/drill.json': '',
    })
    const { unreadable } = await recordHeads(files, [join(directory, 'reports')])
    expect(unreadable).toEqual([join(directory, 'reports', RUN)])
  })

  it('is not a run that has just begun', async () => {
    const directory = project({ 'package.json': '{}', [`reports/${RUN}/epoch.0`]: '{}' })
    expect(await recordHeads(files, [join(directory, 'reports')])).toEqual({ heads: [], unreadable: [] })
  })
})

describe('links', () => {
  it('lead to records as well, each once, whatever it is reached by; the latest is one of the others', async () => {
    const directory = project({ 'package.json': '{}' })
    const reports = join(directory, 'reports')
    const a = await storeRun(directory, { name: 'a' })
    const elsewhere = join(directory, 'store/b')
    mkdirSync(join(directory, 'store'))
    renameSync(await storeRun(directory, { name: 'b' }), elsewhere)
    symlinkSync(elsewhere, join(reports, 'b'))
    symlinkSync('a', join(reports, '0-is-a'))
    symlinkSync('a', join(reports, 'latest'))
    symlinkSync('..', join(reports, 'all'))
    const { heads, unreadable } = await recordHeads(files, [reports])
    expect(heads.map((head) => head.directory).toSorted()).toEqual([a, join(reports, 'b')])
    expect(unreadable).toEqual([])
  })

  it('that lead to nothing are told', async () => {
    const directory = project({ 'package.json': '{}' })
    const gone = join(directory, 'gone')
    symlinkSync('nowhere', gone)
    symlinkSync('itself', join(directory, 'itself'))
    expect(await recordHeads(files, [directory])).toEqual({
      heads: [],
      unreadable: [gone, join(directory, 'itself')],
    })
  })
})

describe('what cannot be looked into', () => {
  it('is not passed over: a run that failed may lie there', async () => {
    const directory = project({ 'package.json': '{}' })
    await storeRun(directory, { name: 'a' })
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    const closed = { ...files, list: () => Promise.reject(denied) }
    expect(await refusalOf(() => recordHeads(closed, [join(directory, 'reports')]))).toMatchObject({
      code: 'record-invalid',
      message: expect.stringContaining('cannot be looked into'),
    })
  })

  it('a place that is named must be there, and be a directory', async () => {
    const directory = project({ 'package.json': '{}' })
    const own = join(directory, 'reports')
    expect(await recordPlaces(files, [], own)).toEqual([own])
    expect(await recordPlaces(files, [directory], own)).toEqual([directory])
    for (const wrong of ['no/such/place', 'package.json']) {
      const refused = await refusalOf(() => recordPlaces(files, [directory, join(directory, wrong)], own))
      expect(refused).toMatchObject({ code: 'run-not-found', message: expect.stringContaining(wrong) })
    }
  })
})
