import { afterEach, describe, expect, it } from 'vitest'
import { ownRedaction } from '../../src/redact/process.ts'
import { keepLogs } from '../../src/undo/keep-logs.ts'
import { onFake } from './on-fake.ts'

const FROM = '/tmp/firedrill-run-1/logs'
const RECORD = '/app/reports/run-1'
const ARGS = { from: FROM, to: `${RECORD}/logs`, needs: ['env A'] }

afterEach(() => ownRedaction.forget())

async function setting() {
  const context = onFake()
  const { files } = context.host
  await files.makeDir(FROM)
  await files.makeDir(RECORD)
  await files.writeAtomic(`${RECORD}/journal.ndjson`, '')
  await files.writeAtomic(`${FROM}/web-1.log`, 'a hunter2\nb')
  return { context, files }
}

describe('keep-logs', () => {
  it('copies into the record what it does not have yet, without secrets, any number of times', async () => {
    const { context, files } = await setting()
    ownRedaction.learn('env A', 'hunter2')
    for (let turn = 0; turn < 2; turn++) {
      expect(await keepLogs(ARGS, context)).toMatchObject({ healed: true, outcome: 'undone' })
      expect((await files.read(`${RECORD}/logs/web-1.log`)).startsWith('a ‹redacted›\nb')).toBe(true)
    }
    await files.remove(FROM)
    expect(await keepLogs(ARGS, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('knows logs of the run by its mark, whatever the temporary directory is here', async () => {
    const { context, files } = await setting()
    await files.makeDir('/srv/firedrill-run-1/logs')
    await files.writeAtomic('/srv/firedrill-run-1/logs/web-1.log', 'a')
    const args = { from: '/srv/firedrill-run-1/logs', to: `${RECORD}/logs`, needs: [], run: 'run-1' }
    expect(await keepLogs(args, context)).toMatchObject({ outcome: 'nothing' })
    await files.writeAtomic('/srv/firedrill-run-1/.firedrill-run-1', '')
    expect(await keepLogs(args, context)).toMatchObject({ outcome: 'undone' })
  })

  it('leaves out what could have a secret in it that is not known here', async () => {
    const { context, files } = await setting()
    expect(await keepLogs(ARGS, context)).toEqual({
      healed: true,
      outcome: 'nothing',
      evidence: 'the last lines of the logs were left out: env A is not known here',
      remedy: null,
    })
    expect(await files.exists(`${RECORD}/logs`)).toBe(false)
  })

  it.each([
    { from: '/etc', to: `${RECORD}/logs` },
    { from: '/tmp/other/logs', to: `${RECORD}/logs` },
    { from: FROM, to: '/app/logs' },
    { from: FROM, to: `${RECORD}/other` },
  ])('copies nothing from $from to $to', async (places) => {
    const { context, files } = await setting()
    for (const path of ['/etc', '/tmp/other/logs', '/app/logs']) await files.makeDir(path)
    expect(await keepLogs({ ...places, needs: [] }, context)).toMatchObject({
      outcome: 'nothing',
      evidence: expect.stringContaining('not copied'),
    })
    expect(await files.list('/app/logs')).toEqual([])
    expect(await files.exists(`${RECORD}/other`)).toBe(false)
  })

  it('does not keep the rest from being undone when the disk is full', async () => {
    const { context, files } = await setting()
    const full = { ...files, openAppend: () => Promise.reject(new Error('ENOSPC')) }
    const host = { ...context.host, files: full }
    expect(await keepLogs({ ...ARGS, needs: [] }, { ...context, host })).toMatchObject({
      healed: true,
      evidence: expect.stringContaining('ENOSPC'),
    })
  })
})
