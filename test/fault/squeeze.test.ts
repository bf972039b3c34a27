import { describe, expect, it } from 'vitest'
import { squeeze } from '../../src/fault/squeeze.ts'
import { setting } from './on-fake.ts'

const BOTH = { cpu: '10%', memory: '64m' }
const unlimited = { cpus: 0, memoryBytes: 0 }
const MIB = 2 ** 20

async function squeezed(
  args: { cpu?: string; memory?: string } = BOTH,
  given: Parameters<typeof setting>[0] = {},
) {
  const rig = await setting(given)
  const context = await rig.on('web-1', args)
  const intent = await squeeze.intend(context)
  await squeeze.inject(context, intent)
  return { ...rig, context, intent }
}

describe('squeeze', () => {
  it('says who is hit, what it had, and how it is undone, before it acts', async () => {
    const { on, running } = await setting()
    const context = await on('web-1', BOTH)
    expect(await squeeze.intend(context)).toMatchObject({
      fault: 'squeeze',
      args: { to: { cpus: 0.1, memoryBytes: 64 * MIB }, was: unlimited, throttledMs: 0 },
      undo: { kind: 'covered' },
    })
    expect(await running.resources!.limits(context.victim)).toEqual(unlimited)
    expect(squeeze.describe('web-1')).toBe('squeeze web-1')
  })

  it('has landed when the limits are in force and it is held back by them', async () => {
    const { context, intent } = await squeezed()
    expect(await squeeze.landed(context, intent)).toEqual({
      seen: true,
      what: [
        'web-1 is limited to 0.1 cores and 64 MiB',
        'it uses 50 MiB of memory',
        expect.stringMatching(/^it was held back for \d+ ms since$/),
      ],
    })
  })

  it('has not landed where it did nothing', async () => {
    const { context, intent } = await squeezed(BOTH, { sabotaged: true })
    expect(await squeeze.landed(context, intent)).toEqual({
      seen: false,
      what: ['web-1 is limited to all cores and all memory'],
    })
  })

  it('has not landed where nothing comes up against the limit', async () => {
    const { context, intent } = await squeezed({ cpu: '10%' }, { fake: { throttles: false } })
    const { seen, what } = await squeeze.landed(context, intent)
    expect(seen).toBe(false)
    expect(what.at(-1)).toBe('it was not held back once')
  })

  it('has not landed where the kernel has another limit than the engine shows', async () => {
    const { context, intent, running } = await squeezed({ memory: '64m' })
    const felt = async () => ({ memoryBytes: 1, memoryLimitBytes: 0, throttledMs: 0 })
    const target = { ...running, resources: { ...running.resources!, felt } }
    expect(await squeeze.landed({ ...context, target }, intent)).toMatchObject({
      seen: false,
      what: [expect.anything(), 'in force are all memory'],
    })
    expect(await squeeze.landed(context, intent)).toMatchObject({ seen: true })
  })

  it('goes by the limits alone where nobody tells what is held back', async () => {
    const { context, intent, running } = await squeezed({ cpu: '10%' })
    const felt = async () => ({ memoryBytes: 1, memoryLimitBytes: 0, throttledMs: null })
    const target = { ...running, resources: { ...running.resources!, felt } }
    const { seen, what } = await squeeze.landed({ ...context, target }, intent)
    expect(seen).toBe(true)
    expect(what.join()).toContain('does not tell')
  })

  it('says where nobody tells what memory it uses or may use, and refuses nothing by that', async () => {
    const { on, running } = await setting()
    const felt = async () => ({ memoryBytes: null, memoryLimitBytes: null, throttledMs: null })
    const target = { ...running, resources: { ...running.resources!, felt } }
    const context = { ...(await on('web-1', { memory: '4m' })), target }
    const intent = await squeeze.intend(context)
    await squeeze.inject(context, intent)
    expect(await squeeze.landed(context, intent)).toEqual({
      seen: true,
      what: [
        'web-1 is limited to all cores and 4 MiB',
        'the engine does not tell which limit is in force',
        'the engine does not tell how much memory it uses',
      ],
    })
  })

  it('is healed when it has just what it had, and not before', async () => {
    const { context, intent, running } = await squeezed()
    const release = async () => undefined
    const stuck = { ...running, resources: { ...running.resources!, release } }
    expect(await squeeze.heal({ ...context, target: stuck }, intent)).toEqual({
      seen: false,
      what: ['web-1 is limited to 0.1 cores and 64 MiB'],
    })
    expect(await squeeze.heal(context, intent)).toEqual({
      seen: true,
      what: [
        'web-1 is limited to all cores and all memory, as before',
        'all cores are shown as CpuQuota -1',
        expect.stringContaining('all memory is shown as a limit that no machine reaches'),
      ],
    })
    expect(await running.resources!.limits(context.victim)).toEqual(unlimited)
  })

  it('refuses what would squeeze nothing, or end it at once', async () => {
    const { on, intent, context } = await squeezed({ cpu: '50%' })
    for (const args of [{ cpu: '50%' }, { cpu: '60%' }])
      await expect(squeeze.intend(await on('web-1', args))).rejects.toThrow('would not squeeze it')
    await expect(squeeze.intend(await on('web-2', { memory: '50m' }))).rejects.toThrow('end it at once')
    await squeeze.heal(context, intent)
    await expect(squeeze.intend(await on('web-1', { cpu: '60%' }))).resolves.toBeDefined()
  })

  it('refuses what is down, and a target without limits', async () => {
    const { on, fake, running } = await setting()
    const { resources: _, ...bare } = running
    const context = await on('web-2', BOTH)
    await expect(squeeze.intend({ ...context, target: bare })).rejects.toMatchObject({
      code: 'capability-missing',
    })
    fake.crash('web-1')
    await expect(squeeze.intend(await on('web-1', BOTH))).rejects.toThrow('web-1 is down')
  })
})
