import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recordHeads } from '../../src/cli/record-heads.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'
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
