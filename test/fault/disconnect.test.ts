import { describe, expect, it } from 'vitest'
import { disconnect } from '../../src/fault/disconnect.ts'
import { setting } from './on-fake.ts'

const networks = { app: { aliases: ['web-1'], links: [], fixedAddress: null } }

describe('disconnect', () => {
  it('says who is hit, on which networks it was, and how it is undone, before it acts', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    expect(intent).toMatchObject({ fault: 'disconnect', args: { networks }, undo: { kind: 'covered' } })
    expect((await on('web-1')).victim).toEqual(context.victim)
    expect(disconnect.describe('web-1')).toBe('disconnect web-1')
  })

  it('has landed when it is on no network, its port does not answer, and it runs on', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    expect(await disconnect.landed(context, intent)).toEqual({ seen: false, what: ['web-1 is on app'] })
    await disconnect.inject(context, intent)
    expect(await disconnect.landed(context, intent)).toEqual({
      seen: true,
      what: [
        'web-1 is on no network',
        '127.0.0.1:9001 refuses connections',
        expect.stringMatching(/^it is still pid \d+$/),
      ],
    })
  })

  it('has not landed where it did nothing', async () => {
    const { on } = await setting({ sabotaged: true })
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    await disconnect.inject(context, intent)
    expect(await disconnect.landed(context, intent)).toMatchObject({ seen: false })
  })

  it('has not landed where its port still answers', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    await disconnect.inject(context, intent)
    const answered = { status: 200, headers: {}, body: '', error: null, startedMs: 0, endedMs: 1 }
    const net = { ...context.net, request: async () => answered }
    expect(await disconnect.landed({ ...context, net }, intent)).toMatchObject({
      seen: false,
      what: expect.arrayContaining(['127.0.0.1:9001 still answers (200)']),
    })
  })

  it('has not landed where the instance ended instead: that would be another fault', async () => {
    const { on, running, fake } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    fake.crash('web-1')
    const target = { ...running, network: { ...running.network!, attached: async () => ({}) } }
    expect(await disconnect.landed({ ...context, target }, intent)).toMatchObject({
      seen: false,
      what: ['web-1 is on no network', expect.stringContaining('web-1 is down')],
    })
  })

  it('is healed when it is back under its names and answers, and not before', async () => {
    const { on, running } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    await disconnect.inject(context, intent)
    const stuck = { ...running, network: { ...running.network!, reconnect: async () => undefined } }
    expect(await disconnect.heal({ ...context, target: stuck }, intent)).toEqual({
      seen: false,
      what: ['web-1 is not on app as it was'],
    })
    const renamed = {
      ...running,
      network: {
        ...running.network!,
        attached: async () => ({ app: { ...networks.app, aliases: ['other'] } }),
      },
    }
    expect(await disconnect.heal({ ...context, target: renamed }, intent)).toMatchObject({ seen: false })
    expect(await disconnect.heal(context, intent)).toMatchObject({
      seen: true,
      what: [
        'web-1 is back on app as web-1',
        '127.0.0.1:9001 answers (200)',
        expect.stringContaining('still'),
      ],
    })
    expect((await on('web-1')).victim.identity).toEqual(context.victim.identity)
  })

  it('is not healed while nobody answers there', async () => {
    const { on, fake } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    await disconnect.inject(context, intent)
    fake.crash('web-1')
    expect(await disconnect.heal(context, intent)).toMatchObject({
      seen: false,
      what: expect.arrayContaining([expect.stringContaining('does not answer')]),
    })
  })

  it('refuses what is on no network, what is down, and a target without networks', async () => {
    const { on, running, fake } = await setting()
    const context = await on('web-1')
    const intent = await disconnect.intend(context)
    await disconnect.inject(context, intent)
    await expect(disconnect.intend(await on('web-1'))).rejects.toThrow('on no network')
    const { network: _, ...bare } = running
    await expect(disconnect.intend({ ...context, target: bare })).rejects.toMatchObject({
      code: 'capability-missing',
    })
    fake.crash('web-2')
    await expect(disconnect.intend(await on('web-2'))).rejects.toThrow('web-2 is down')
  })
})
