import { describe, expect, it } from 'vitest'
import { pause } from '../../src/fault/pause.ts'
import type { Knock } from '../../src/host/knock.ts'
import { setting } from './on-fake.ts'

describe('pause', () => {
  it('says who is hit and how it is undone, before it acts', async () => {
    const { on } = await setting()
    const context = await on('web-2')
    const intent = await pause.intend(context)
    const mark = context.victim.identity?.mark
    expect(intent).toMatchObject({ fault: 'pause', undo: { kind: 'resume-process', args: { mark } } })
    expect(pause.describe('web-2')).toBe('pause web-2')
  })

  it('has landed when everything is stopped, and the port accepts and does not answer', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    expect(await pause.landed(context, intent)).toMatchObject({ seen: false })
    await pause.inject(context, intent)
    expect(await pause.landed(context, intent)).toEqual({
      seen: true,
      what: [
        'everything of web-1 is stopped',
        '127.0.0.1:9001 accepts connections',
        'no answer within 500 ms',
      ],
    })
  })

  it('has landed as well where so many wait that no further connection is taken', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    const knock = async (): Promise<Knock> => 'silent'
    expect(await pause.landed({ ...context, net: { ...context.net, knock } }, intent)).toEqual({
      seen: true,
      what: ['everything of web-1 is stopped', '127.0.0.1:9001 takes no connection within 500 ms'],
    })
  })

  it('has not landed where the pause did nothing', async () => {
    const { on } = await setting({ sabotaged: true })
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    expect(await pause.landed(context, intent)).toMatchObject({ seen: false })
  })

  it.each([
    ['the port refuses', { knock: async (): Promise<Knock> => 'refused' }, 'refuses connections'],
    [
      'nobody gets to it from here',
      { knock: async (): Promise<Knock> => 'unreachable' },
      'cannot be reached',
    ],
    [
      'something answers',
      { request: (_: string, o: { timeoutMs: number }) => respond(o) },
      'it answered: 200',
    ],
  ])('has not landed when all is stopped but %s', async (_what, change, says) => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    const evidence = await pause.landed({ ...context, net: { ...context.net, ...change } }, intent)
    expect(evidence.seen).toBe(false)
    expect(evidence.what.join()).toContain(says)
  })

  it('asks the port of the scheme, which a URL leaves out', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    const asked: number[] = []
    const knock = async (_host: string, port: number): Promise<Knock> => {
      asked.push(port)
      return 'accepted'
    }
    const at80 = { ...intent, victim: { ...intent.victim, url: 'http://10.0.0.5:80/' } }
    await pause.landed({ ...context, net: { ...context.net, knock } }, at80)
    expect(asked).toEqual([80])
  })

  it('is healed when it answers again as the same one', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    expect(await pause.heal(context, intent)).toMatchObject({ seen: true })
    expect((await on('web-1')).victim.identity).toEqual(context.victim.identity)
  })

  it('is not healed while it is stopped, or silent', async () => {
    const { on, running, fake } = await setting()
    const context = await on('web-1')
    const intent = await pause.intend(context)
    await pause.inject(context, intent)
    const stuck = { ...running, suspend: { ...running.suspend!, resume: async () => undefined } }
    expect(await pause.heal({ ...context, target: stuck }, intent)).toEqual({
      seen: false,
      what: ['web-1 is still stopped'],
    })
    fake.crash('web-1')
    expect(await pause.heal(context, intent)).toMatchObject({ seen: false })
  })

  it('says what was not seen of one that has no address', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const victim = { ...context.victim, url: null }
    const intent = await pause.intend({ ...context, victim })
    expect(await pause.landed({ ...context, victim }, intent)).toMatchObject({ seen: false })
    await pause.inject({ ...context, victim }, intent)
    expect(await pause.landed({ ...context, victim }, intent)).toEqual({
      seen: true,
      what: [
        expect.stringContaining('everything of web-1 is stopped'),
        'web-1 has no address of its own here: what it answers was not seen',
      ],
    })
  })
})

async function respond({ timeoutMs }: { timeoutMs: number }) {
  return { status: 200, headers: {}, body: '', error: null, startedMs: 0, endedMs: timeoutMs }
}
