import { describe, expect, test } from 'vitest'
import { next } from '../../src/drill/releases.ts'
import { deploy, migrate } from '../../src/drill/shipping.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { readRecord } from '../../src/journal/read-record.ts'
import { openRoom } from '../../src/run/room.ts'
import { underLoad } from '../../src/run/under-load.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { onRun, type RunRigOptions } from './on-run.ts'
import { onStage, type Rig } from './on-stage.ts'

type Clock = Rig['clock']
type Started = RunRigOptions & { app?: (target: RunningTarget, clock: Clock) => Partial<RunningTarget> }

async function started({ app, ...more }: Started = {}) {
  const rig = await onRun({ steps: () => [phase('calm', [hold('2s')])], ...more })
  const room = await openRoom(rig.options)
  const { target: plain } = await onStage()
  const target = { ...plain, ...app?.(plain, rig.base.clock) }
  return { rig, room, going: underLoad(room, rig.options, rig.interruption, target) }
}

/** Migrations that take a while, and are left half-way by whoever ends them. */
function slowMigrations(clock: Clock, halves: string[]): RunningTarget['migrations'] {
  return {
    status: async () => ({ applied: [], pending: [] }),
    async move(_release, _direction, signal) {
      halves.push('begun')
      await clock.sleep(10_000, signal)
      halves.push('done')
      return { moved: ['0004_note'] }
    },
  }
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

describe('a load that comes to its own end before the drill does', () => {
  const TOO_SHORT = { code: 'load-too-short', message: expect.stringMatching(/too short.* after 6 s/) }

  test('ends the drill, and says so', async () => {
    const { rig, going } = await started({ load: { endsAfterMs: 6000, exitCode: 0 } })
    await expect(going).rejects.toMatchObject(TOO_SHORT)
    expect(rig.said('phase-ended')).toMatchObject([{ completed: false }])
  })

  test.each([0, 107])(
    'lets a migration that is under way come to its end (exit code %i)',
    async (exitCode) => {
      const halves: string[] = []
      const { rig, going } = await started({
        steps: () => [phase('migrate', [migrate(next())]), phase('after', [hold('2s')])],
        load: { endsAfterMs: 6000, exitCode },
        app: (_target, clock) => ({ migrations: slowMigrations(clock, halves)! }),
      })
      await expect(going).rejects.toMatchObject(exitCode === 0 ? TOO_SHORT : { code: 'load-failed' })
      expect(halves).toEqual(['begun', 'done'])
      expect(rig.said('migrated')).toMatchObject([{ moved: ['0004_note'] }])
      expect(rig.said('phase-started').map(({ window }) => window)).toEqual(['migrate'])
    },
  )

  test('lets a deploy switch every instance, and does not bake it', async () => {
    const { rig, going } = await started({
      steps: () => [phase('deploy', [hold('500ms'), deploy(next(), { bake: '60s' }), hold('2s')])],
      load: { endsAfterMs: 6000, exitCode: 0 },
      app: (target, clock) => ({ deploy: slowly(target.deploy!, clock) }),
    })
    await expect(going).rejects.toMatchObject(TOO_SHORT)
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'deployed' }])
    expect(rig.said('instance-switched')).toHaveLength(2)
    expect(rig.said('load-ended')[0]!.atMs).toBeLessThan(rig.said('instance-switched')[0]!.atMs)
    expect(rig.events.at(-1)!.atMs).toBeLessThan(30_000)
  })

  test('does not begin what would come after it', async () => {
    const { rig, going } = await started({
      steps: () => [phase('deploy', [hold('3s'), deploy(next())])],
      load: { endsAfterMs: 6000, exitCode: 0 },
    })
    await expect(going).rejects.toMatchObject(TOO_SHORT)
    expect(rig.said('deploy-started')).toEqual([])
  })
})

function slowly(deploy: NonNullable<RunningTarget['deploy']>, clock: Clock) {
  return {
    ...deploy,
    async replace(...given: Parameters<typeof deploy.replace>) {
      await clock.sleep(5000, given[2])
      return deploy.replace(...given)
    },
  }
}
