import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import { onStage, type Rig, type RigOptions } from '../on-stage.ts'
import { deploy, NEXT, rollback, TRIGGER, version } from './shipping.ts'

const RELEASES = ['1.0.0', '1.1.0', '1.1.0-exits', '1.2.0']

async function onRollback({ target, ...more }: RigOptions = {}) {
  const probeValues = new Map<string, string>()
  const rig = await onStage({ probeValues, target: { releases: RELEASES, ...target }, ...more })
  return { ...rig, probeValues }
}
const rollbacks = ({ order }: Rig) => order().filter((type) => type.startsWith('rollback-'))
const versions = async ({ target }: Rig) => (await target.instances()).map(({ release }) => release?.version)

test('brings back what served before, and journals when it was decided, started and acted', async () => {
  const rig = await onRollback()
  expect(await rig.take(deploy(), rollback())).toBe('done')
  expect(rollbacks(rig)).toEqual(['rollback-decided', 'rollback-started', 'rollback-acted'])
  expect(rig.said('rollback-decided')).toMatchObject([
    { why: 'the drill rolls back', to: { version: '1.0.0' } },
  ])
  expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
  expect(await rig.stage.releases.serving()).toMatchObject({ version: '1.0.0' })
})

test('the clock starts with the trigger that decided it', async () => {
  const rig = await onRollback({ target: { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } })
  rig.probeValues.set('errors', 'many')
  await rig.take(deploy(NEXT, [TRIGGER], 5000))
  await rig.clock.sleep(2000)
  expect(await rig.take(rollback())).toBe('done')
  expect(rollbacks(rig)).toEqual(['rollback-decided', 'rollback-started', 'rollback-acted'])
  expect(rig.said('rollback-decided')[0]?.why).toContain('triggered')
  expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
})

describe('nothing is rolled back', () => {
  test('where the rollout has done it by itself', async () => {
    const rig = await onRollback()
    await rig.take(deploy(version('1.1.0-exits')))
    expect(await rig.take(rollback())).toBe('done')
    expect(rollbacks(rig)).toEqual(['rollback-decided', 'rollback-started', 'rollback-acted'])
  })

  test('where nothing was deployed, or it was rolled back before', async () => {
    const rig = await onRollback()
    expect(await rig.take(rollback())).toBe('done')
    expect(rollbacks(rig)).toEqual([])
    await rig.take(deploy(), rollback())
    expect(await rig.take(rollback())).toBe('done')
    expect(rollbacks(rig)).toHaveLength(3)
  })
})

test('a deploy that the gate refused is not what is taken back', async () => {
  const rig = await onRollback({
    target: { migrations: [{ name: '0005', since: '1.2.0', destructive: true, applied: false }] },
  })
  await rig.take(deploy())
  expect(await rig.take(deploy(version('1.2.0')))).toMatchObject({ refused: 'migration-destructive' })
  expect(await rig.take(rollback())).toBe('done')
  expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
})

test('a release that cannot be brought back is a refusal, not an error: the drill has found it', async () => {
  let broken = false
  const rig = await onRollback({
    target: {
      async beforeReady(_name, release) {
        if (broken && release.version === '1.0.0')
          throw new FiredrillError('never-ready', 'web-1 was not ready.', { hint: 'Wait.' })
      },
    },
  })
  await rig.take(deploy())
  broken = true
  expect(await rig.take(rollback())).toEqual({
    refused: 'never-ready',
    why: '1.0.0 could not be brought back: web-1 was not ready. Wait.',
  })
  expect(rig.said('rollback-acted')).toEqual([])
  broken = false
  expect(await rig.take(rollback())).toBe('done')
  // Trying again does not turn the clock back.
  expect(rollbacks(rig)).toEqual([
    'rollback-decided',
    'rollback-started',
    'rollback-started',
    'rollback-acted',
  ])
})

test('cancelled, it is cancelled', async () => {
  const rig = await onRollback({ target: { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } })
  await rig.take(deploy())
  void rig.clock.sleep(1000).then(() => rig.cancel(new Error('cancelled')))
  expect(await rig.take(rollback())).toBe('cancelled')
})

test('cancelled, a command that ends with it is nobody’s fault', async () => {
  const rig = await onRollback({ target: { strategy: { kind: 'command' } } })
  await rig.take(deploy())
  const run = async () => {
    rig.cancel(new Error('SIGINT was received'))
    throw new FiredrillError('command-failed', 'rollback.sh was ended by SIGINT.', { hint: '' })
  }
  rig.stage.target = { ...rig.target, deploy: { ...rig.target.deploy!, run } }
  expect(await rig.take(rollback())).toBe('cancelled')
  expect(rig.said('finding')).toEqual([])
})

describe('by somebody else', () => {
  test('it is waited for, and timed', async () => {
    const rig = await onRollback()
    await rig.take(deploy())
    const { deploy: by } = rig.target
    const [from, to] = [await by!.find('1.1.0'), await by!.find('1.0.0')]
    void rig.clock.sleep(5000).then(() => by!.run('rollback', to, from, rig.context.signal))
    const startMs = rig.journal.nowMs()
    expect(await rig.take(rollback(true))).toBe('done')
    expect(rig.said('rollback-decided')).toMatchObject([{ why: 'somebody else rolls back', atMs: startMs }])
    const actedMs = rig.said('rollback-acted')[0]?.atMs ?? 0
    expect(actedMs - startMs).toBeGreaterThanOrEqual(5000)
    expect(actedMs - startMs).toBeLessThan(5500)
    expect(rig.stage.releases.latest()?.back).toBe(true)
    expect(rig.said('finding')).toMatchObject([
      { what: 'rolled back to 1.0.0 by somebody else within 2 min', holds: true },
    ])
  })

  test('half of it is not enough, and it does not last for ever', async () => {
    const rig = await onRollback()
    await rig.take(deploy())
    const { deploy: by } = rig.target
    await by!.replace('web-1', await by!.find('1.0.0'), rig.context.signal)
    expect(await rig.take(rollback(true))).toBe('unmet')
    expect(rig.journal.nowMs()).toBeGreaterThanOrEqual(120_000)
    expect(rig.said('rollback-acted')).toEqual([])
    expect(rig.said('finding')).toMatchObject([
      {
        what: 'rolled back to 1.0.0 by somebody else within 2 min',
        holds: false,
        evidence: ['web-1 says 1.0.0', 'web-2 says 1.1.0', expect.stringContaining('looked at for 2 min')],
      },
    ])
  })

  test('one that says it and is not ready is not back', async () => {
    const rig = await onRollback()
    await rig.take(deploy())
    const { target } = rig
    rig.stage.target = {
      ...target,
      instances: async () =>
        (await target.instances()).map((each) => ({
          ...each,
          ready: false,
          release: { version: '1.0.0', digest: null, source: 'version endpoint' },
        })),
    }
    expect(await rig.take(rollback(true))).toBe('unmet')
    expect(rig.said('finding')[0]?.evidence[0]).toBe('web-1 says 1.0.0, not ready')
  })

  test('too late is too late, though it is there at the last look', async () => {
    const rig = await onRollback()
    await rig.take(deploy())
    const { target } = rig
    rig.stage.target = {
      ...target,
      async instances() {
        await rig.clock.sleep(125_000)
        const release = { version: '1.0.0', digest: null, source: 'version endpoint' }
        return (await target.instances()).map((each) => ({ ...each, release }))
      },
    }
    expect(await rig.take(rollback(true))).toBe('unmet')
    expect(rig.said('finding')).toMatchObject([{ holds: false }])
    expect(rig.stage.releases.latest()?.back).toBe(false)
  })

  test('where there is no instance, nothing was brought back', async () => {
    const rig = await onRollback()
    await rig.take(deploy())
    rig.stage.target = { ...rig.target, instances: async () => [] }
    expect(await rig.take(rollback(true))).toBe('unmet')
  })
})
