import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import { onStage, type Rig, type RigOptions } from '../on-stage.ts'
import { deploy, NEXT, rollback, TRIGGER, version } from './shipping.ts'

const RELEASES = ['1.0.0', '1.1.0', '1.1.0-exits', '1.1.0-never-ready']
const RELEASE_EVENTS = ['deploy-', 'instance-switched', 'trigger', 'rollback-', 'canary']

async function onDeploy({ target, ...more }: RigOptions = {}) {
  const probeValues = new Map<string, string>()
  const rig = await onStage({ probeValues, target: { releases: RELEASES, ...target }, ...more })
  return { ...rig, probeValues }
}
const shipped = ({ order }: Rig) =>
  order().filter((type) => RELEASE_EVENTS.some((each) => type.startsWith(each)))
const versions = async ({ target }: Rig) => (await target.instances()).map(({ release }) => release?.version)

describe('a good release', () => {
  test('is shipped, and journaled from the gate to its end', async () => {
    const rig = await onDeploy()
    expect(await rig.take(deploy())).toBe('done')
    expect(shipped(rig)).toEqual(['deploy-started', 'instance-switched', 'instance-switched', 'deploy-ended'])
    expect(rig.said('deploy-started')).toMatchObject([
      { window: 'lost', from: { version: '1.0.0' }, to: { version: '1.1.0' }, strategy: 'rolling' },
    ])
    expect(rig.said('instance-switched').map(({ name, to }) => [name, to.version])).toEqual([
      ['web-1', '1.1.0'],
      ['web-2', '1.1.0'],
    ])
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'deployed', code: null, detail: '' }])
    expect(await rig.stage.releases.serving()).toMatchObject({ version: '1.1.0' })
    expect(rig.stage.releases.previous()).toMatchObject({ version: '1.0.0' })
  })

  test('is watched for the bake time, which is not part of the deploy', async () => {
    const rig = await onDeploy()
    expect(await rig.take(deploy(NEXT, [TRIGGER], 10_000))).toBe('done')
    expect(rig.journal.nowMs()).toBeGreaterThanOrEqual(10_000)
    expect(rig.said('deploy-ended')[0]?.atMs).toBeLessThan(1000)
    expect(rig.said('trigger')).toEqual([])
  })
})

describe('refused by the gate', () => {
  test('before anything is switched: nothing was deployed then', async () => {
    const migrations = [{ name: '0004_note', since: '1.1.0', destructive: false, applied: false }]
    const rig = await onDeploy({ target: { migrations } })
    expect(await rig.take(deploy())).toMatchObject({
      refused: 'migration-pending',
      why: expect.stringMatching(/0004_note.*Migrate first/),
    })
    expect(shipped(rig)).toEqual(['deploy-started', 'deploy-ended'])
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'refused', code: 'migration-pending' }])
    expect(rig.stage.releases.latest()).toBeNull()
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
  })

  test('with every reason, under the gravest one', async () => {
    const rig = await onDeploy()
    rig.fake.unready('web-2')
    const findings = { code: 'config-incomplete', reason: 'MAIL_URL is missing.', hint: 'Set it.' } as const
    const rig2 = await onDeploy({ target: { findings: () => [findings] } })
    rig2.fake.unready('web-2')
    expect(await rig.take(deploy())).toMatchObject({ refused: 'too-few-healthy' })
    expect(await rig2.take(deploy())).toMatchObject({
      refused: 'config-incomplete',
      why: expect.stringMatching(/MAIL_URL.*Set it.*web-2/),
    })
  })

  test('a release that is not there', async () => {
    const rig = await onDeploy()
    expect(await rig.take(deploy(version('2.0.0')))).toMatchObject({
      refused: 'release-missing',
      why: expect.stringContaining('There are 1.0.0'),
    })
    expect(rig.said('deploy-started')).toMatchObject([{ to: { version: '2.0.0', digest: null } }])
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'refused', code: 'release-missing' }])
  })
})

describe('stopped at the readiness gate', () => {
  test.each([
    ['exits', 'start-failed'],
    ['never-ready', 'never-ready'],
  ])('what %s is rolled back by the rollout itself, and journaled as such', async (how, code) => {
    const rig = await onDeploy()
    expect(await rig.take(deploy(version(`1.1.0-${how}`)))).toMatchObject({ refused: code })
    expect(shipped(rig)).toEqual([
      'deploy-started',
      'rollback-decided',
      'rollback-started',
      'instance-switched',
      'rollback-acted',
      'deploy-ended',
    ])
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'refused', code }])
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: true, back: true })
    expect(await rig.stage.releases.serving()).toMatchObject({ version: '1.0.0' })
  })

  test('a trigger has no say in that', async () => {
    const rig = await onDeploy()
    rig.probeValues.set('errors', 'many')
    expect(await rig.take(deploy(version('1.1.0-exits'), [TRIGGER], 5000))).toMatchObject({
      refused: 'start-failed',
    })
    expect(rig.said('trigger')).toEqual([])
  })

  test('and not brought back, it stays to be rolled back', async () => {
    let broken = false
    const rig = await onDeploy({
      target: {
        async beforeReady(_name, release) {
          if (broken && release.version === '1.0.0')
            throw new FiredrillError('never-ready', 'web-1 was not ready.', { hint: 'Wait.' })
        },
      },
    })
    broken = true
    expect(await rig.take(deploy(version('1.1.0-exits')))).toMatchObject({
      refused: 'never-ready',
      why: expect.stringContaining('1.0.0 could not be brought back'),
    })
    expect(rig.said('rollback-acted')).toEqual([])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: true, back: false })
    broken = false
    expect(await rig.take(rollback())).toBe('done')
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
  })
})

describe('a trigger', () => {
  test('ends the rollout half-way, from the first instance on', async () => {
    const rig = await onDeploy({ target: { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } })
    rig.probeValues.set('errors', 'many')
    expect(await rig.take(deploy(NEXT, [TRIGGER], 5000))).toEqual({
      refused: 'triggered',
      why: 'errors is "many"',
    })
    expect(shipped(rig)).toEqual([
      'deploy-started',
      'instance-switched',
      'trigger',
      'rollback-decided',
      'deploy-ended',
    ])
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'cancelled', code: 'triggered' }])
    expect(await versions(rig)).toEqual(['1.1.0', '1.0.0'])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: true, back: false })
  })

  test('also ends it while it bakes', async () => {
    const rig = await onDeploy()
    void rig.clock.sleep(4000).then(() => rig.probeValues.set('errors', 'many'))
    expect(await rig.take(deploy(NEXT, [TRIGGER], 60_000))).toMatchObject({ refused: 'triggered' })
    expect(rig.journal.nowMs()).toBeLessThan(5000)
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'deployed' }])
    expect(await versions(rig)).toEqual(['1.1.0', '1.1.0'])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: true, back: false })
  })

  test('that was not met ends nothing, and is looked at no more when the deploy is over', async () => {
    const rig = await onDeploy()
    expect(await rig.take(deploy(NEXT, [TRIGGER], 1000))).toBe('done')
    rig.probeValues.set('errors', 'many')
    await rig.clock.sleep(5000)
    expect(rig.said('trigger')).toEqual([])
  })
})

test('cancelled, it says so, and what was switched stays', async () => {
  const rig = await onDeploy({ target: { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } })
  void rig.clock.sleep(1000).then(() => rig.cancel(new Error('cancelled')))
  expect(await rig.take(deploy())).toBe('cancelled')
  expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'cancelled', code: null }])
  expect(await versions(rig)).toEqual(['1.1.0', '1.0.0'])
})

test('cancelled while it bakes, it is cancelled', async () => {
  const rig = await onDeploy()
  void rig.clock.sleep(4000).then(() => rig.cancel(new Error('cancelled')))
  expect(await rig.take(deploy(NEXT, [TRIGGER], 60_000))).toBe('cancelled')
})

test('a canary’s comparison is journaled', async () => {
  const canary = {
    share: 0.2,
    warmUpMs: 0,
    intervalMs: 1000,
    intervals: 10,
    latencyRatio: 1.25,
    errorMargin: 0.01,
    hardErrors: 0.1,
    hardP95Ms: 1000,
    minRequests: 30,
  }
  const rig = await onDeploy({
    target: { strategy: { kind: 'canary', settleMs: 0, canary } },
    traffic: { since: () => [] },
  })
  expect(await rig.take(deploy())).toMatchObject({ refused: 'canary-inconclusive' })
  expect(rig.said('canary')).toMatchObject([
    {
      decision: 'inconclusive',
      why: expect.stringContaining('0 of 10 intervals'),
      comparison: { usable: 0 },
    },
  ])
})

test('a target that cannot switch releases is refused', async () => {
  const rig = await onDeploy({ target: { without: ['deploy'] } })
  await expect(rig.take(deploy())).rejects.toMatchObject({ code: 'capability-missing' })
})
