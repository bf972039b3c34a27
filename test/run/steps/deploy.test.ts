import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import { createReleases } from '../../../src/run/releases.ts'
import { runSteps } from '../../../src/run/steps/run-steps.ts'
import { onStage, type Rig, type RigOptions } from '../on-stage.ts'
import { deploy, NEXT, rollback, TRIGGER, version } from './shipping.ts'

const RELEASES = ['1.0.0', '1.1.0', '1.1.0-exits', '1.1.0-never-ready']
const RELEASE_EVENTS = ['deploy-', 'instance-switched', 'trigger', 'rollback-', 'canary']

async function onDeploy({ target, ...more }: RigOptions = {}) {
  const probeValues = new Map<string, string>()
  const rig = await onStage({ probeValues, target: { releases: RELEASES, ...target }, ...more })
  return { ...rig, probeValues }
}
/** Each switch takes its time at the edge. */
const SLOW = { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } as const
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

test('that what is to be shipped cannot be looked for is an error, not a release that is missing', async () => {
  const rig = await onDeploy()
  const { deploy: by } = rig.target
  const find = async (version: string) => {
    if (version === '1.1.0') throw new FiredrillError('internal', 'EIO', { hint: '' })
    return by!.find(version)
  }
  const stage: Rig['stage'] = {
    ...rig.stage,
    releases: createReleases({ ...by!, find }, rig.journal),
  }
  await expect(runSteps([deploy()], { ...rig.context, stage })).rejects.toThrow('EIO')
  expect(rig.said('deploy-ended')).toEqual([])
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

  test('may be an end that the drill allows, and what the gate refuses never is', async () => {
    const rig = await onDeploy()
    expect(await rig.take({ ...deploy(version('1.1.0-exits')), orRolledBack: true })).toBe('done')
    expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'refused', code: 'start-failed' }])
    expect(rig.said('finding')).toEqual([])
    expect(await rig.take({ ...deploy(version('2.0.0')), orRolledBack: true })).toMatchObject({
      refused: 'release-missing',
    })
  })

  test('what the user’s command left as it was is not rolled back, and the release before is known to serve', async () => {
    const rig = await onDeploy({ target: { strategy: { kind: 'command' }, commandFails: true } })
    expect(await rig.take(deploy())).toMatchObject({ refused: 'command-failed' })
    expect(shipped(rig)).toEqual(['deploy-started', 'deploy-ended'])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: false, back: true })
    expect(await rig.stage.releases.serving()).toMatchObject({ version: '1.0.0' })
    expect(await rig.take(rollback())).toBe('done')
    expect(rig.said('rollback-decided')).toEqual([])
  })

  test('a trigger has no say in that', async () => {
    const rig = await onDeploy()
    rig.probeValues.set('errors', 'many')
    expect(await rig.take(deploy(version('1.1.0-exits'), [TRIGGER], 5000))).toMatchObject({
      refused: 'start-failed',
    })
    expect(rig.said('trigger')).toEqual([])
  })

  test('nor while what was switched is taken back: it is decided already', async () => {
    const rig = await onDeploy({
      target: {
        ...SLOW,
        async beforeReady(name, { version }) {
          if (name !== 'web-2' || version !== '1.1.0') return
          rig.probeValues.set('errors', 'many')
          throw new FiredrillError('never-ready', 'web-2 was not ready.', { hint: 'Wait.' })
        },
      },
    })
    expect(await rig.take(deploy(NEXT, [TRIGGER]))).toMatchObject({ refused: 'never-ready' })
    expect(rig.said('trigger')).toEqual([])
    expect(rig.said('rollback-decided')).toHaveLength(1)
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
  })

  test('and cut off on the way back by the end of the run, it is cancelled', async () => {
    const rig = await onDeploy({
      target: {
        ...SLOW,
        async beforeReady(name, { version }) {
          if (name === 'web-2' && version === '1.1.0')
            throw new FiredrillError('never-ready', 'web-2 was not ready.', { hint: 'Wait.' })
        },
      },
    })
    const cancelling = async () => {
      while (rig.said('rollback-started').length === 0) await rig.clock.sleep(100)
      rig.cancel(new Error('SIGINT was received'))
    }
    void cancelling()
    expect(await rig.take(deploy())).toBe('cancelled')
    expect(rig.said('rollback-acted')).toEqual([])
    expect(rig.stage.releases.latest()).toMatchObject({ decided: true, back: false })
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
    // Half-way is no end, whatever the drill allows.
    expect(await rig.take({ ...deploy(version('1.1.0-exits')), orRolledBack: true })).toMatchObject({
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
    const rig = await onDeploy({ target: SLOW })
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
    expect(rig.said('rollback-decided')).toMatchObject([{ to: { version: '1.0.0' } }])
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
  const rig = await onDeploy({ target: SLOW })
  void rig.clock.sleep(1000).then(() => rig.cancel(new Error('cancelled')))
  expect(await rig.take(deploy())).toBe('cancelled')
  expect(rig.said('deploy-ended')).toMatchObject([{ outcome: 'cancelled', code: null }])
  expect(await versions(rig)).toEqual(['1.1.0', '1.0.0'])
})

test('cancelled while the gate looks, it switches nothing, though the run goes on', async () => {
  const lane = new AbortController()
  const findings = () => {
    lane.abort(new Error('a neighbouring lane gave up'))
    return []
  }
  const rig = await onDeploy({ target: { findings } })
  const runSignal = rig.context.signal
  expect(await runSteps([deploy()], { ...rig.context, signal: lane.signal, runSignal })).toBe('cancelled')
  expect(rig.said('instance-switched')).toEqual([])
  expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
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
    traffic: { follow: () => ({ next: () => [], end: () => undefined }) },
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
