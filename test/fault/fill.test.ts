import { describe, expect, it } from 'vitest'
import { fill } from '../../src/fault/fill.ts'
import { setting } from './on-fake.ts'

const TMP = { path: '/tmp', leave: '0' }
const MIB = 2 ** 20

async function filled(
  args: { path: string; leave: string } = TMP,
  given: Parameters<typeof setting>[0] = {},
) {
  const rig = await setting(given)
  const context = await rig.on('web-1', args)
  const intent = await fill.intend(context)
  await fill.inject(context, intent)
  return { ...rig, context, intent }
}

describe('fill', () => {
  it('says who is hit, where and by how much, and how it is undone, before it acts', async () => {
    const { on, running } = await setting()
    const context = await on('web-1', TMP)
    expect(await fill.intend(context)).toMatchObject({
      fault: 'fill',
      args: { path: '/tmp', leaveBytes: 0, fillBytes: 16 * MIB + 4096 },
      undo: { kind: 'covered' },
    })
    expect(await running.storage!.space(context.victim, '/tmp')).toMatchObject({ freeBytes: 16 * MIB })
    expect(fill.describe('web-1')).toBe('fill a disk of web-1')
  })

  it('has landed when a write there fails for want of space', async () => {
    const { context, intent } = await filled()
    expect(await fill.landed(context, intent)).toEqual({
      seen: true,
      what: ['writing 4 KiB to /tmp of web-1 fails: No space left on device'],
    })
  })

  it('leaves what it is told to leave', async () => {
    const { context, intent, running } = await filled({ path: '/tmp', leave: '1m' })
    expect(await running.storage!.space(context.victim, '/tmp')).toMatchObject({ freeBytes: MIB })
    expect(await fill.landed(context, intent)).toMatchObject({
      seen: true,
      what: [expect.stringContaining('fails')],
    })
  })

  it('has not landed where it did nothing', async () => {
    const { context, intent } = await filled(TMP, { sabotaged: true })
    expect(await fill.landed(context, intent)).toEqual({
      seen: false,
      what: ['writing 4 KiB to /tmp of web-1 works'],
    })
  })

  it('is healed when a write works again, and not before', async () => {
    const { context, intent, running } = await filled()
    const empty = async () => undefined
    const stuck = { ...running, storage: { ...running.storage!, empty } }
    expect(await fill.heal({ ...context, target: stuck }, intent)).toEqual({
      seen: false,
      what: ['writing 8 MiB to /tmp of web-1 fails: No space left on device'],
    })
    expect(await fill.heal(context, intent)).toEqual({
      seen: true,
      what: ['writing 8 MiB to /tmp of web-1 works'],
    })
  })

  it('refuses what is full, what would end the instance, and what has no space of its own', async () => {
    const { on, running } = await filled()
    await expect(fill.intend(await on('web-1', TMP))).rejects.toThrow('nothing to fill')
    await expect(fill.intend(await on('web-2', { path: '/data' }))).rejects.toThrow('no file system')
    const context = await on('web-2', TMP)
    await running.resources!.squeeze(context.victim, { cpus: 0, memoryBytes: 60 * MIB })
    await expect(fill.intend(context)).rejects.toThrow('it would be ended')
  })

  it('refuses what is down, and a target without storage', async () => {
    const { on, fake, running } = await setting()
    const { storage: _, ...bare } = running
    const context = await on('web-2', TMP)
    await expect(fill.intend({ ...context, target: bare })).rejects.toMatchObject({
      code: 'capability-missing',
    })
    fake.crash('web-1')
    await expect(fill.intend(await on('web-1', TMP))).rejects.toThrow('web-1 is down')
  })
})
