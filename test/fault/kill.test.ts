import { describe, expect, it } from 'vitest'
import { kill } from '../../src/fault/kill.ts'
import type { Knock } from '../../src/host/knock.ts'
import type { Instance } from '../../src/target/target.ts'
import { setting, withWorkers } from './on-fake.ts'

describe('kill', () => {
  it('says who is hit, by identity, and how it is undone, before it acts', async () => {
    const { on, running } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    expect(intent).toMatchObject({
      fault: 'kill',
      victim: { name: 'web-1', identity: context.victim.identity },
    })
    expect(intent.undo).toEqual({ kind: 'covered', args: { by: 'start web-1' } })
    expect((await running.instances())[0]).toEqual(context.victim)
    expect(kill.describe('web-1')).toBe('kill web-1')
  })

  it('has landed when the identity is gone and the port refuses', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    expect((await kill.landed(context, intent)).seen).toBe(false)
    await kill.inject(context, intent)
    const pid = context.victim.identity?.process?.pid
    expect(await kill.landed(context, intent)).toEqual({
      seen: true,
      what: [`pid ${pid} is gone: nothing of web-1 is left`, '127.0.0.1:9001 refuses connections'],
    })
  })

  it('has not landed where the kill did nothing', async () => {
    const { on } = await setting({ sabotaged: true })
    const context = await on('web-1')
    const intent = await kill.intend(context)
    const { command } = await kill.inject(context, intent)
    expect(command.argv.slice(0, 2)).toEqual(['kill', '-KILL'])
    const evidence = await kill.landed(context, intent)
    expect(evidence.seen).toBe(false)
    expect(evidence.what.join()).toContain('web-1 is still pid')
    expect(evidence.what.join()).toContain('still answers (200)')
  })

  it('has not landed where it did nothing, and each answer is of another of its processes', async () => {
    const { on, running } = await setting({ sabotaged: true })
    const target = withWorkers(running, 3)
    const [victim] = await target.instances()
    const context = { ...(await on('web-1')), target, victim: victim! }
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const evidence = await kill.landed(context, intent)
    expect(evidence).toMatchObject({
      seen: false,
      what: [expect.stringContaining('web-1 is still pid'), expect.stringContaining('still answers (200)')],
    })
    expect(await kill.heal(context, intent)).toMatchObject({
      seen: false,
      what: [expect.stringContaining('it was never gone')],
    })
  })

  it('has not landed when nothing is left but something answers on the port without another boot id', async () => {
    const { on, fake } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const net = { ...fake.net, request: () => fake.net.request('http://127.0.0.1:9002/', { timeoutMs: 1 }) }
    expect(await kill.landed({ ...context, net }, intent)).toMatchObject({ seen: false })
  })

  it('has not landed while the port neither refuses nor answers', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const none = { status: null, headers: {}, body: '', error: 'timeout', startedMs: 0, endedMs: 0 }
    const net = { ...context.net, request: async () => none, knock: async (): Promise<Knock> => 'accepted' }
    expect(await kill.landed({ ...context, net }, intent)).toMatchObject({ seen: false })
  })

  it.each<[string, string, Knock, boolean, string]>([
    // A filter drops what comes to a port that nobody listens on any more.
    [
      'of another machine that lets nothing through',
      'http://10.0.0.5:3001/',
      'silent',
      true,
      'takes no connection',
    ],
    [
      'of another machine that takes connections',
      'http://10.0.0.5:3001/',
      'accepted',
      false,
      'does not answer',
    ],
    [
      'of this machine, whose queue is full',
      'http://127.0.0.1:9001/',
      'silent',
      false,
      'takes no connection',
    ],
  ])('by a port %s: %s', async (_what, url, knocked, seen, words) => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const none = { status: null, headers: {}, body: '', error: 'timeout', startedMs: 0, endedMs: 0 }
    const net = { ...context.net, request: async () => none, knock: async () => knocked }
    const there = { ...intent, victim: { ...intent.victim, url } }
    const evidence = await kill.landed({ ...context, net }, there)
    expect(evidence.seen).toBe(seen)
    expect(evidence.what.join()).toContain(words)
  })

  it('has not landed when the port refuses but it still lives', async () => {
    const { on } = await setting({ sabotaged: true })
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const refused = { status: null, headers: {}, body: '', error: 'ECONNREFUSED', startedMs: 0, endedMs: 0 }
    const net = { ...context.net, request: async () => refused }
    expect(await kill.landed({ ...context, net }, intent)).toMatchObject({ seen: false })
  })

  it('has landed when a supervisor already brought up another one, by its boot id', async () => {
    const { on, running } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    await running.lifecycle?.start('web-1')
    const evidence = await kill.landed(context, intent)
    expect(evidence.seen).toBe(true)
    expect(evidence.what[1]).toContain('another boot id')
  })

  it('is healed once another one is ready, however often that is asked', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const healed = await kill.heal(context, intent)
    expect(healed).toMatchObject({ seen: true })
    expect(await kill.heal(context, intent)).toEqual(healed)
  })

  it('is not healed when it was never gone, is not ready, or does not come back', async () => {
    const { on, fake, running } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    expect(await kill.heal(context, intent)).toMatchObject({ seen: false })
    await kill.inject(context, intent)
    const idle = { ...running, lifecycle: { ...running.lifecycle!, start: async () => undefined } }
    expect(await kill.heal({ ...context, target: idle }, intent)).toEqual({
      seen: false,
      what: ['web-1 is down'],
    })
    await running.lifecycle?.start('web-1')
    fake.unready('web-1')
    expect(await kill.heal(context, intent)).toMatchObject({ seen: false })
  })

  it('refuses what is down', async () => {
    const { on, fake } = await setting()
    fake.crash('web-1')
    await expect(kill.intend(await on('web-1'))).rejects.toMatchObject({ code: 'drill-invalid' })
  })

  it('does not take one it knows nothing of for the same', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await kill.intend(context)
    await kill.inject(context, intent)
    const victim: Pick<Instance, 'name' | 'url' | 'identity'> = { ...intent.victim, identity: null }
    expect(await kill.landed(context, { ...intent, victim })).toMatchObject({ seen: true })
  })

  it('says what was not seen of one that has no address', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const victim = { ...context.victim, url: null }
    const intent = await kill.intend({ ...context, victim })
    expect(await kill.landed({ ...context, victim }, intent)).toMatchObject({ seen: false })
    await kill.inject({ ...context, victim }, intent)
    expect(await kill.landed({ ...context, victim }, intent)).toEqual({
      seen: true,
      what: [
        expect.stringContaining('is gone: nothing of web-1 is left'),
        'web-1 has no address of its own here: what it answers was not seen',
      ],
    })
  })
})
