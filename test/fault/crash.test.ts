import { describe, expect, it } from 'vitest'
import { crash } from '../../src/fault/crash.ts'
import type { FaultContext } from '../../src/fault/fault.ts'
import type { InstanceIdentity } from '../../src/target/target.ts'
import { setting, withWorkers } from './on-fake.ts'

const answering = (context: FaultContext, status: number | null, error: string | null): FaultContext => ({
  ...context,
  net: {
    ...context.net,
    request: async () => ({ status, headers: {}, body: '', error, startedMs: 0, endedMs: 0 }),
  },
})

describe('crash', () => {
  it('says who is hit, by identity, and which request id it carries, before it acts', async () => {
    const { on, running } = await setting()
    const context = await on('web-1', { by: 'request' })
    expect(await crash.intend(context)).toEqual({
      fault: 'crash',
      victim: { ...context.victim, release: undefined, ready: undefined },
      args: { by: 'request', requestId: 'r-crash' },
      undo: { kind: 'covered', args: { by: 'start web-1' } },
    })
    expect((await running.instances())[0]).toEqual(context.victim)
    expect(crash.describe('web-1')).toBe('crash web-1')
  })

  it('aborts where nothing is said, and makes an id up for one that carries no mark', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const identity: InstanceIdentity = { ...context.victim.identity!, mark: null }
    const { args } = await crash.intend({ ...context, victim: { ...context.victim, identity } })
    expect(args).toEqual({ by: 'abort', requestId: expect.stringMatching(/^[0-9a-f-]{36}-crash$/) })
  })

  it('looks for further processes no longer once the run is over', async () => {
    const { on, running } = await setting()
    const over = new AbortController()
    let looks = 0
    const target = {
      ...running,
      instances: async () => {
        looks += 1
        if (looks === 3) over.abort()
        return running.instances()
      },
    }
    await crash.intend({ ...(await on('web-1')), target, interrupted: over.signal })
    expect(looks).toBe(3)
  })

  it.each(['abort', 'request'])('by %s lands, and is healed by the supervisor alone', async (by) => {
    const { on, running } = await setting()
    const context = await on('web-1', { by })
    const intent = await crash.intend(context)
    expect(await crash.landed(context, intent)).toEqual({
      seen: false,
      what: [expect.stringMatching(/^web-1 is still pid \d+$/), '127.0.0.1:9001 still answers (200)'],
    })
    await crash.inject(context, intent)
    const landed = await crash.landed(context, intent)
    expect(landed).toMatchObject({ seen: true })
    expect(landed.what.join().includes('r-crash')).toBe(by === 'request')
    const idle = {
      ...running,
      lifecycle: { ...running.lifecycle!, start: () => Promise.reject(new Error()) },
    }
    expect(await crash.heal({ ...context, target: idle }, intent)).toMatchObject({
      seen: true,
      what: [expect.stringContaining('web-1 is back as pid'), 'it is ready'],
    })
    const { identity } = (await on('web-1')).victim
    expect(identity).toMatchObject({ mark: context.victim.identity!.mark })
    expect(identity).not.toEqual(context.victim.identity)
    expect(await crash.landed(context, intent)).toMatchObject({
      seen: true,
      what: expect.arrayContaining([expect.stringContaining('web-1 is no longer pid')]),
    })
  })

  it.each(['abort', 'request'])('by %s has not landed where it did nothing', async (by) => {
    const { on } = await setting({ sabotaged: true })
    const context = await on('web-1', { by })
    const intent = await crash.intend(context)
    await crash.inject(context, intent)
    expect(await crash.landed(context, intent)).toMatchObject({ seen: false })
    expect(await crash.heal(context, intent)).toMatchObject({ seen: false })
  })

  it.each([2, 8])('of one of %i processes has not landed where it did nothing', async (workers) => {
    const { on, running } = await setting({ sabotaged: true })
    const target = withWorkers(running, workers)
    const [victim] = await target.instances()
    const context = { ...(await on('web-1')), target, victim: victim! }
    const intent = await crash.intend(context)
    await crash.inject(context, intent)
    for (let looks = 0; looks < 2 * workers; looks++)
      expect(await crash.landed(context, intent)).toMatchObject({ seen: false })
    expect(await crash.heal(context, intent)).toMatchObject({ seen: false })
  })

  it('of one of several processes has landed once a new one answers', async () => {
    const { on, running } = await setting()
    const target = withWorkers(running, 2)
    const [victim] = await target.instances()
    const context = { ...(await on('web-1')), target, victim: victim! }
    const intent = await crash.intend(context)
    await crash.inject({ ...context, target: running }, intent)
    expect(await crash.heal(context, intent)).toMatchObject({ seen: true })
    expect(await crash.landed(context, intent)).toMatchObject({ seen: true })
  })

  it('has not landed where it is only silent', async () => {
    const { on } = await setting()
    const context = await on('web-1')
    const intent = await crash.intend(context)
    expect(await crash.landed(answering(context, null, 'timeout'), intent)).toMatchObject({ seen: false })
    expect(await crash.landed(answering(context, null, 'ECONNREFUSED'), intent)).toMatchObject({ seen: true })
  })

  it('is not healed where nothing brings it back; that is waited for, for a while', async () => {
    const { on } = await setting({ fake: { restartMs: null } })
    const context = await on('web-1')
    const intent = await crash.intend(context)
    await crash.inject(context, intent)
    const beforeMs = context.clock.monoMs()
    expect(await crash.landed(context, intent)).toMatchObject({ seen: true })
    expect(await crash.heal(context, intent)).toEqual({
      seen: false,
      what: ['web-1 is down: nothing brought it back'],
    })
    expect(context.clock.monoMs() - beforeMs).toBeGreaterThanOrEqual(30_000)
  })

  it('a run that is over does not wait for the supervisor, and looks once more', async () => {
    const { on } = await setting({ fake: { restartMs: null } })
    const over = new AbortController()
    const context = { ...(await on('web-1')), interrupted: over.signal }
    const intent = await crash.intend(context)
    await crash.inject(context, intent)
    await context.clock.sleep(0)
    const beforeMs = context.clock.monoMs()
    void context.clock.sleep(2000).then(() => over.abort(new Error('SIGINT was received')))
    expect(await crash.heal(context, intent)).toMatchObject({ seen: false })
    expect(context.clock.monoMs() - beforeMs).toBeLessThan(2200)
  })

  it('is not healed while the new one is not ready', async () => {
    const { on, fake } = await setting({ fake: { restartMs: 1 } })
    const context = await on('web-1')
    const intent = await crash.intend(context)
    await crash.inject(context, intent)
    await context.clock.sleep(5)
    fake.unready('web-1')
    expect(await crash.heal(context, intent)).toMatchObject({
      seen: false,
      what: [expect.stringContaining('is back'), 'it is not ready'],
    })
  })

  it('refuses a way that the target does not have, and what is down', async () => {
    const { on, fake, running } = await setting()
    const target = { ...running, crash: { ...running.crash!, ways: ['abort'] as const } }
    await expect(crash.intend({ ...(await on('web-1', { by: 'request' })), target })).rejects.toMatchObject({
      code: 'capability-missing',
      hint: expect.stringContaining('crash:'),
    })
    await expect(crash.intend(await on('web-1', { by: 'magic' }))).rejects.toThrow('"magic"')
    fake.crash('web-1')
    await expect(crash.intend(await on('web-1'))).rejects.toMatchObject({ code: 'drill-invalid' })
  })
})
