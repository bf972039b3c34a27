import { expect, it } from 'vitest'
import { createFakeFiles } from '../../src/host/fake/files.ts'
import type { Files } from '../../src/host/host.ts'
import { copyLogs } from '../../src/logs/copy.ts'
import { Redaction } from '../../src/redact/redaction.ts'

const FROM = '/tmp/firedrill-r/logs'
const TO = '/app/reports/r/logs'

async function setting(files: Files = createFakeFiles()) {
  const redaction = new Redaction()
  redaction.learn('env A', 'hunter2')
  await files.makeDir(FROM)
  const write = async (name: string, text: string | Uint8Array) => {
    const file = await files.openAppend(`${FROM}/${name}`)
    await file.append(text)
    await file.close()
  }
  const read = (name: string) => files.readIfThere(`${TO}/${name}`)
  const copy = () => copyLogs(files, { from: FROM, to: TO }, redaction)
  return { files, write, read, copy }
}

it('copies whole lines as they come, with nothing secret in them; at the end the rest', async () => {
  const { write, read, copy } = await setting()
  const copying = copy()
  await copying.turn()
  await write('web-1.log', 'a hunter2\nb hun')
  await copying.turn()
  expect(await read('web-1.log')).toBe('a ‹redacted›\n')
  await write('web-1.log', 'ter2\nc')
  await copying.turn()
  expect(await read('web-1.log')).toBe('a ‹redacted›\nb ‹redacted›\n')
  await copying.end()
  expect(await read('web-1.log')).toBe('a ‹redacted›\nb ‹redacted›\nc')
})

it('copies what lies below, and a log without anything in it', async () => {
  const { files, write, read, copy } = await setting()
  await files.makeDir(`${FROM}/db/more`)
  await write('db/more/x.log', 'a\n')
  await write('none.log', '')
  await copy().end()
  expect(await read('db/more/x.log')).toBe('a\n')
  expect(await read('none.log')).toBe('')
})

it('goes on where another has stopped, though it stopped within a line', async () => {
  const { files, write, read, copy } = await setting()
  await write('a.log', 'one hunter2\ntwo\nthree\n')
  const first = copy()
  await first.turn()
  await first.close()
  await write('a.log', 'four\n')
  await copy().end()
  expect(await read('a.log')).toBe('one ‹redacted›\ntwo\nthree\nfour\n')
  const torn = await files.openAppend(`${TO}/a.log`)
  await torn.append('fi')
  await write('a.log', 'five\nsix\n')
  await copy().end()
  expect(await read('a.log')).toBe('one ‹redacted›\ntwo\nthree\nfour\nfi\nfive\nsix\n')
})

it('follows no link out of the logs', async () => {
  const { files, write, read, copy } = await setting()
  await files.writeAtomic('/tmp/elsewhere', 'not a log')
  await files.link('/tmp/elsewhere', `${FROM}/x.log`)
  await write('y.log', 'y\n')
  await copy().end()
  expect(await read('x.log')).toBeNull()
  expect(await read('y.log')).toBe('y\n')
})

it('begins anew with a log that was emptied', async () => {
  const { files, write, read, copy } = await setting()
  const copying = copy()
  await write('a.log', 'one\ntwo\n')
  await copying.turn()
  await files.writeAtomic(`${FROM}/a.log`, 'new\n')
  await copying.turn()
  expect(await read('a.log')).toBe('one\ntwo\nnew\n')
})

it('has nothing to do where there are no logs', async () => {
  const files = createFakeFiles()
  await copyLogs(files, { from: '/tmp/none', to: TO }, new Redaction()).end()
  expect(await files.exists(TO)).toBe(false)
})

it('rejects when the record cannot be written', async () => {
  const { files, write } = await setting()
  await write('a.log', 'one\n')
  const full = { ...files, openAppend: () => Promise.reject(new Error('ENOSPC')) }
  await expect(copyLogs(full, { from: FROM, to: TO }, new Redaction()).turn()).rejects.toThrow('ENOSPC')
})

it('keeps line for line what is nested more deeply than anything can be told of', async () => {
  const { write, read, copy } = await setting()
  const deep = `{"token":"abc","a":${'['.repeat(9000)}${']'.repeat(9000)}}`
  await write('a.log', `one\ntwo hunter2\n${deep}\nfour hunter2\n`)
  await copy().end()
  const lines = (await read('a.log'))?.split('\n') ?? []
  expect(lines).toEqual(['one', 'two ‹redacted›', deep.replace('abc', '‹redacted›'), 'four ‹redacted›', ''])
})

it('goes on at the right line after a piece that could not be written', async () => {
  const files = createFakeFiles()
  let refuses = false
  const refusing: Files = {
    ...files,
    openAppend: async (path) => {
      const file = await files.openAppend(path)
      return {
        ...file,
        append: async (data) => {
          if (refuses) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          await file.append(data)
        },
      }
    },
  }
  const { write, read, copy } = await setting(refusing)
  await write('a.log', 'one\nt')
  const copying = copy()
  await copying.turn()
  await write('a.log', 'wo\nthr')
  refuses = true
  await expect(copying.turn()).rejects.toThrow('no space')
  refuses = false
  await write('a.log', 'ee\n')
  await copying.end()
  expect(await read('a.log')).toBe('one\ntwo\nthree\n')
})
