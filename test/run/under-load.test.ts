import { expect, test } from 'vitest'
import { hold, phase } from '../../src/drill/steps.ts'
import { readRecord } from '../../src/journal/read-record.ts'
import { openRoom } from '../../src/run/room.ts'
import { underLoad } from '../../src/run/under-load.ts'
import { onRun, type RunRigOptions } from './on-run.ts'
import { onStage } from './on-stage.ts'

async function started(more: RunRigOptions = {}) {
  const rig = await onRun({ steps: () => [phase('calm', [hold('2s')])], ...more })
  const room = await openRoom(rig.options)
  const { target } = await onStage()
  return { rig, room, going: underLoad(room, rig.options, rig.interruption, target) }
}

test('it ends with the drill, and the samples are whole', async () => {
  const { rig, room, going } = await started()
  expect(await going).toBe('every step was taken')
  expect(rig.said('load-ended')).toMatchObject([{ asked: true }])
  await room.journal.close()
  const record = await readRecord(rig.host.files, room.directory)
  expect(record.requests.length).toBeGreaterThan(300)
  expect(record.damage.filter((each) => each.includes('.arrow'))).toEqual([])
})

test('where the load is lost, all that goes on is stopped, and what was seen until then is kept', async () => {
  const { rig, room, going } = await started({ load: { endsAfterMs: 6000 } })
  await expect(going).rejects.toMatchObject({ code: 'load-failed' })
  expect(rig.said('probe-ended')).toMatchObject([{ asked: true }])
  expect(rig.said('phase-ended')).toMatchObject([{ completed: false }])
  await room.journal.close()
  expect((await readRecord(rig.host.files, room.directory)).requests.length).toBeGreaterThan(100)
})
