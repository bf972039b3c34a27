import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { command } from '../../src/rollout/command.ts'
import { backwards, onFake, type RolloutRigOptions } from './on-fake.ts'

const onCommand = (options: RolloutRigOptions = {}) => onFake({ strategy: { kind: 'command' }, ...options })
const ran = (changed: string[]) => changed.filter((what) => /^(deploy|rollback)/.test(what))

test('runs the user’s command, and is done when every instance says that it serves the release', async () => {
  const rig = await onCommand()
  expect(await command.ship(rig.context)).toEqual({ outcome: 'deployed' })
  expect(ran(rig.changed)).toEqual(['deploy 1.1.0'])
  expect(rig.told).toEqual(['switched web-1 to 1.1.0', 'switched web-2 to 1.1.0'])
})

test('sees instances that are switched while the command still runs', async () => {
  const seen: string[][] = []
  const rig = await onCommand({
    deploy: (own) => ({
      async run(which, to, from, signal) {
        await own.run(which, to, from, signal)
        await rig.context.clock.sleep(5000, signal)
        seen.push([...rig.told])
      },
    }),
  })
  await command.ship(rig.context)
  expect(seen).toEqual([['switched web-1 to 1.1.0', 'switched web-2 to 1.1.0']])
})

describe('refused', () => {
  test('when the command fails; what it left as it was is not rolled back', async () => {
    const rig = await onCommand({ commandFails: true })
    expect(await command.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'command-failed' })
    expect(ran(rig.changed)).toEqual(['deploy 1.1.0'])
    expect(rig.told).toEqual(['nothing to take back'])
  })

  test('when it ends well and changes nothing: nothing has to be rolled back', async () => {
    const rig = await onCommand({ deploy: () => ({ run: async () => undefined }) })
    expect(await command.ship(rig.context)).toMatchObject({
      outcome: 'refused',
      code: 'never-ready',
      detail: expect.stringMatching(
        /web-1 says 1\.0\.0; web-2 says 1\.0\.0\..*Nothing had to be rolled back\.$/,
      ),
    })
    expect(rig.told).toEqual(['nothing to take back'])
  })

  test('when nobody can tell whether the instances are the same ones: that is taken for a rollback', async () => {
    const rig = await onCommand({ deploy: () => ({ run: async () => undefined }) })
    const { target } = rig.context
    const instances = async () =>
      (await target.instances()).map((each) => ({
        ...each,
        identity: each.identity && { ...each.identity, process: null, bootId: null },
      }))
    expect(await command.ship({ ...rig.context, target: { ...target, instances } })).toMatchObject({
      code: 'never-ready',
    })
    expect(rig.told.at(-1)).toBe('went back')
  })

  test('when it has put back by itself what it had begun: that is a rollback all the same', async () => {
    const rig = await onCommand({
      deploy: (own) => ({
        async run(_which, to, from, signal) {
          await own.run('deploy', { ...to, version: '1.1.0-never-ready' }, from, signal)
          await own.run('rollback', from, to, signal)
        },
      }),
    })
    expect(await command.ship(rig.context)).toMatchObject({ code: 'never-ready' })
    expect(rig.told.slice(-2)).toEqual(['started to go back', 'went back'])
    expect(ran(rig.changed)).toEqual(['deploy 1.1.0-never-ready', 'rollback 1.0.0'])
  })

  test('when it fails half-way: then the user’s rollback is run', async () => {
    const rig = await onCommand({
      deploy: (own) => ({
        async run(which, to, from, signal) {
          await own.run(which, to, from, signal)
          if (which === 'deploy')
            throw new FiredrillError('command-failed', 'it ended with 1.', { hint: 'Look.' })
        },
      }),
    })
    expect(await command.ship(rig.context)).toMatchObject({
      code: 'command-failed',
      detail: 'it ended with 1. Look.',
    })
    expect(ran(rig.changed)).toEqual(['deploy 1.1.0', 'rollback 1.0.0'])
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  /** Switches web-1 only, whatever it is asked for. */
  const half: RolloutRigOptions['deploy'] = (own) => ({
    async run(which, to, _from, signal) {
      if (which === 'deploy') return own.replace('web-1', to, signal)
    },
  })

  test('when one instance serves it and the other does not, also on the way back', async () => {
    const rig = await onCommand({ deploy: half })
    expect(await command.ship(rig.context)).toMatchObject({
      outcome: 'refused',
      code: 'never-ready',
      detail: expect.stringMatching(/web-2 says 1.0.0\..*1.0.0 could not be brought back.*web-1 says 1.1.0/),
    })
    expect(rig.told).not.toContain('went back')
  })

  test('when it fails after the first instance: that one is taken back too', async () => {
    const rig = await onCommand({
      deploy: (own) => ({
        async run(which, to, from, signal) {
          if (which === 'rollback') return own.run(which, to, from, signal)
          await own.replace('web-1', to, signal)
          throw new FiredrillError('command-failed', 'it ended with 1.', { hint: 'Look.' })
        },
      }),
    })
    expect(await command.ship(rig.context)).toMatchObject({ code: 'command-failed' })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test.each(['1.1.0-exits', '1.1.0-never-ready'])('when %s is not served within a minute', async (to) => {
    const rig = await onCommand({ to })
    const startMs = rig.context.nowMs()
    expect(await command.ship(rig.context)).toMatchObject({
      code: 'never-ready',
      detail: expect.stringContaining('not every instance serves'),
    })
    expect(rig.context.nowMs() - startMs).toBeGreaterThanOrEqual(60_000)
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })
})

test('a pointer is no proof of what the command has started', async () => {
  const rig = await onCommand()
  const { target } = rig.context
  const instances = async () =>
    (await target.instances()).map((each) => ({
      ...each,
      release: each.release && { ...each.release, source: 'pointer' },
    }))
  const shipped = await command.ship({ ...rig.context, target: { ...target, instances } })
  expect(shipped).toMatchObject({
    outcome: 'refused',
    code: 'never-ready',
    detail: expect.stringContaining('web-1 says nothing;'),
  })
  expect(ran(rig.changed)).toEqual(['deploy 1.1.0', 'rollback 1.0.0'])
})

test('cancelled, it ends as it is', async () => {
  const rig = await onCommand({ onChange: (what, { cancel }) => what.startsWith('deploy') && cancel() })
  expect(
    await command.ship({ ...rig.context, to: { ...rig.context.to, version: '1.1.0-never-ready' } }),
  ).toEqual({
    outcome: 'cancelled',
  })
})

test('the way back is over when every instance says that it serves the release before; else it throws', async () => {
  const rig = await onCommand({ deploy: () => ({ run: async () => undefined }) })
  const startMs = rig.context.nowMs()
  await expect(command.back(rig.context)).rejects.toMatchObject({
    code: 'never-ready',
    message: expect.stringContaining('web-1 says 1.0.0'),
  })
  expect(rig.context.nowMs() - startMs).toBeGreaterThanOrEqual(60_000)
})

test('the way back is the user’s own', async () => {
  const rig = await onCommand()
  await command.ship(rig.context)
  await command.back(backwards(rig.context))
  expect(ran(rig.changed)).toEqual(['deploy 1.1.0', 'rollback 1.0.0'])
  const failing = await onCommand({ commandFails: true })
  await expect(command.back(backwards(failing.context))).rejects.toMatchObject({ code: 'command-failed' })
})
