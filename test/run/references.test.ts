import { describe, expect, test } from 'vitest'
import { instanceNames, NobodyNow, resolveInstance, resolveSeveral } from '../../src/run/references.ts'
import { fault } from '../../src/run/steps/fault.ts'
import { killStep, onStage } from './on-stage.ts'

const ANY = { ref: 'any' } as const

async function picked(seed: number, instances = 2): Promise<string> {
  const { context } = await onStage({ seed, instances })
  return (await resolveInstance(ANY, context)).name
}

describe('one that the seed picks', () => {
  test('is the same for the same seed', async () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(await picked(seed, 5)).toBe(await picked(seed, 5))
  })

  test('is each of them for some seed, about as often', async () => {
    const counts: Record<string, number> = {}
    for (let seed = 0; seed < 60; seed += 1) {
      const name = await picked(seed)
      counts[name] = (counts[name] ?? 0) + 1
    }
    expect(Object.keys(counts).toSorted()).toEqual(['web-1', 'web-2'])
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(15)
  })

  test('does not depend on the order in which they were seen', async () => {
    const { context, stage, target } = await onStage({ instances: 5, seed: 3 })
    const reversed = { ...target, instances: async () => (await target.instances()).toReversed() }
    const turned = { ...context, stage: { ...stage, target: reversed } }
    expect((await resolveInstance(ANY, turned)).name).toBe(await picked(3, 5))
  })

  test('is up: what is down cannot be lost', async () => {
    const { context, fake } = await onStage()
    fake.crash('web-1')
    for (let turn = 0; turn < 20; turn += 1) {
      expect((await resolveInstance(ANY, context)).name).toBe('web-2')
    }
  })
})

test('one that is named, the victim of the latest fault, and the one that a loop is at', async () => {
  const { context } = await onStage({ instances: 3 })
  const name = async (ref: Parameters<typeof resolveInstance>[0], loops = {}) =>
    (await resolveInstance(ref, { ...context, loops })).name
  expect(await name({ ref: 'named', name: 'web-2' })).toBe('web-2')
  expect(await name({ ref: 'it', loop: 'node' }, { other: 'web-1', node: 'web-3' })).toBe('web-3')
  await fault(killStep({ ref: 'named', name: 'web-1' }), context)
  await fault(killStep({ ref: 'named', name: 'web-2' }), context)
  expect(await name({ ref: 'victim' })).toBe('web-2')
})

test('who was there is journaled with each choice', async () => {
  const { context, said, fake } = await onStage()
  fake.crash('web-2')
  await resolveInstance({ ref: 'named', name: 'web-1' }, context)
  const instances = said('instances')[0]?.instances.map(({ name, ready }) => ({ name, ready }))
  expect(instances).toEqual([
    { name: 'web-1', ready: true },
    { name: 'web-2', ready: false },
  ])
})

test('one that is not there is refused, and those that are there are named', async () => {
  const { context } = await onStage()
  await expect(resolveInstance({ ref: 'named', name: 'web-9' }, context)).rejects.toMatchObject({
    code: 'drill-invalid',
    hint: 'It has web-1, web-2.',
  })
  await expect(resolveInstance({ ref: 'victim' }, context)).rejects.toMatchObject({ code: 'drill-invalid' })
})

test('all instances are meant in the order of their names; named ones as they are given', async () => {
  const { stage } = await onStage({ instances: 3 })
  expect(await instanceNames({ ref: 'all' }, stage)).toEqual(['web-1', 'web-2', 'web-3'])
  expect(await instanceNames({ ref: 'named', names: ['web-3', 'web-1'] }, stage)).toEqual(['web-3', 'web-1'])
})

describe('one that serves a release', () => {
  const serving = (version: string) => ({ ref: 'serving', release: { ref: 'version', version } }) as const

  test('by its own word; the seed picks among them', async () => {
    const { context, target } = await onStage({ instances: 3 })
    const { deploy } = target
    if (!deploy) throw new Error('the fake cannot deploy')
    await deploy.replace('web-2', await deploy.find('1.1.0'), new AbortController().signal)
    expect((await resolveInstance(serving('1.1.0'), context)).name).toBe('web-2')
    const names = new Set<string>()
    for (let turn = 0; turn < 30; turn += 1)
      names.add((await resolveInstance(serving('1.0.0'), context)).name)
    expect([...names].toSorted()).toEqual(['web-1', 'web-3'])
  })

  test('also one that a rollout has beside the app, where none of the app does', async () => {
    const { context, target } = await onStage()
    const { deploy } = target
    if (!deploy) throw new Error('the fake cannot deploy')
    await deploy.add('canary', await deploy.find('1.1.0'), new AbortController().signal)
    expect((await resolveInstance(serving('1.1.0'), context)).name).toBe('canary')
    expect((await resolveInstance({ ref: 'named', name: 'canary' }, context)).name).toBe('canary')
    const names = new Set<string>()
    for (let turn = 0; turn < 20; turn += 1) names.add((await resolveInstance(ANY, context)).name)
    expect([...names].toSorted()).toEqual(['web-1', 'web-2'])
  })

  test('none: what they say is told', async () => {
    const { context } = await onStage()
    await expect(resolveInstance(serving('1.1.0'), context)).rejects.toMatchObject({
      code: 'drill-invalid',
      message: 'No instance serves 1.1.0 now.',
      hint: 'They say: web-1 1.0.0, web-2 1.0.0.',
    })
    await expect(resolveInstance(serving('1.1.0'), context)).rejects.toBeInstanceOf(NobodyNow)
    await expect(resolveInstance({ ref: 'named', name: 'x' }, context)).rejects.not.toBeInstanceOf(NobodyNow)
  })
})

test('several that are meant at once: all, those that are named, or one', async () => {
  const { context } = await onStage({ instances: 3 })
  const names = async (ref: Parameters<typeof resolveSeveral>[0]) =>
    (await resolveSeveral(ref, context)).map(({ name }) => name)
  expect(await names({ ref: 'all' })).toEqual(['web-1', 'web-2', 'web-3'])
  expect(await names({ ref: 'named', names: ['web-3', 'web-1'] })).toEqual(['web-3', 'web-1'])
  expect(await names({ ref: 'named', name: 'web-2' })).toEqual(['web-2'])
  expect(await names({ ref: 'any' })).toHaveLength(1)
  await expect(names({ ref: 'named', names: ['web-1', 'web-9'] })).rejects.toMatchObject({
    code: 'drill-invalid',
  })
})
