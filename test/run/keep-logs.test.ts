import { afterEach, expect, test } from 'vitest'
import { pendingUndos } from '../../src/journal/pending.ts'
import { ownRedaction } from '../../src/redact/process.ts'
import { claimEpoch } from '../../src/run/epoch.ts'
import { keepLogs } from '../../src/run/keep-logs.ts'
import { openRoom } from '../../src/run/room.ts'
import { onRun } from './on-run.ts'

afterEach(() => ownRedaction.forget())

async function kept() {
  const rig = await onRun()
  ownRedaction.learn('env A', 'hunter2')
  ownRedaction.learn('environment B_TOKEN', 'hunter3')
  // The same secret by another name, one that may be shown, and a pattern.
  ownRedaction.learn('configuration target.options.secrets.0', 'hunter2')
  ownRedaction.learn('configuration target.options.env.URL', 'http://there', false)
  ownRedaction.learnPattern('configuration redact.0', /tok_\w+/)
  const room = await openRoom(rig.options)
  const logs = await keepLogs(room, rig.options, '/tmp/state')
  const { files } = rig.host
  const write = async (text: string) => {
    const file = await files.openAppend(`${logs.directory}/web-1.log`)
    await file.append(text)
  }
  const later = () => rig.base.clock.sleep(2000)
  return { rig, room, logs, files, write, later, read: () => files.readIfThere(`${room.logsDir}/web-1.log`) }
}

test('they are written beside the record, and follow into it without secrets', async () => {
  const { logs, write, later, read } = await kept()
  expect(logs.directory).toBe('/tmp/state/logs')
  await write('a hunter2\nb')
  await later()
  expect(await read()).toBe('a ‹redacted›\n')
  await logs.stop()
  await write('c\n')
  await later()
  expect(await read()).toBe('a ‹redacted›\n')
})

test('what is not copied yet is told in the journal, with what must be known for that', async () => {
  const { rig, room, logs } = await kept()
  const [undo] = pendingUndos(rig.events)
  expect(undo?.undo).toEqual({
    kind: 'keep-logs',
    args: {
      ...{ from: '/tmp/state/logs', to: room.logsDir, run: room.run },
      needs: ['configuration redact.0', 'env A'],
    },
  })
  await logs.stop()
})

test('whoever tells of them tells of the record', async () => {
  const { room, logs } = await kept()
  expect(ownRedaction.text(`${logs.directory}/web-1.log`)).toBe(`${room.logsDir}/web-1.log`)
  await logs.stop()
})

test('nothing is copied once somebody else has taken the run over', async () => {
  const { rig, room, logs, write, later, read } = await kept()
  await claimEpoch(rig.host, room.directory, 'watchdog', 0)
  await write('a\n')
  await later()
  expect(await read()).toBeNull()
  await logs.stop()
})

test('a record that cannot be written is told once, and does not end the run', async () => {
  const { rig, room, logs, files } = await kept()
  const full = { ...files, list: () => Promise.reject(new Error('ENOSPC')) }
  const other = await keepLogs(room, { host: { ...rig.host, files: full } }, '/tmp/other')
  await rig.base.clock.sleep(5000)
  await Promise.all([logs.stop(), other.stop()])
  const said = rig.said('progress').filter(({ text }) => text.includes('ENOSPC'))
  expect(said).toHaveLength(1)
})
