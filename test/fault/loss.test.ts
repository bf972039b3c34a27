import { describe, expect, it } from 'vitest'
import { loss } from '../../src/fault/loss.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { setting } from './on-fake.ts'

/** The same target, its services differing in this. */
function differing(running: RunningTarget, services: Partial<RunningTarget['services']>): RunningTarget {
  return { ...running, services: { ...running.services!, ...services } }
}

describe('loss', () => {
  it.each([
    ['stopped', { kind: 'covered', args: { by: 'start db' } }],
    ['hang', { kind: 'resume-process', args: { mark: 'r/0' } }],
  ])('as %s says what is hit and how it is undone, before it acts', async (as, undo) => {
    const { onService, running } = await setting()
    const context = await onService('db', { as })
    const intent = await loss.intend(context)
    expect(intent).toEqual({ fault: 'loss', victim: context.victim, args: { as }, undo })
    expect(await running.services!.seen('db')).toEqual(context.victim)
    expect(loss.describe('db')).toBe('lose db')
  })

  it.each(['stopped', 'hang'])('as %s has landed when that is seen, and not before', async (as) => {
    const { onService, on } = await setting()
    const context = await onService('db', { as })
    const intent = await loss.intend(context)
    expect((await loss.landed(context, intent)).seen).toBe(false)
    const { command } = await loss.inject(context, intent)
    expect(command.argv[0]).toBe('kill')
    expect(await loss.landed(context, intent)).toMatchObject({
      seen: true,
      what: [`db is ${as}`, expect.any(String)],
    })
    expect((await on('web-1')).victim).toMatchObject({ ready: false })
  })

  it('is a stop where nothing is said', async () => {
    const { onService } = await setting()
    expect(await loss.intend(await onService('db', {}))).toMatchObject({ args: { as: 'stopped' } })
  })

  it.each(['stopped', 'hang'])('as %s has not landed where it did nothing', async (as) => {
    const { onService } = await setting({ sabotaged: true })
    const context = await onService('db', { as })
    const intent = await loss.intend(context)
    await loss.inject(context, intent)
    expect(await loss.landed(context, intent)).toMatchObject({ seen: false })
  })

  it.each(['stopped', 'hang'])(
    'as %s is healed once it is given back, however often that is asked',
    async (as) => {
      const { onService, on } = await setting()
      const context = await onService('db', { as })
      const intent = await loss.intend(context)
      await loss.inject(context, intent)
      // What heals may not know what the step said: the intent does.
      const later = { ...context, args: {} }
      const healed = await loss.heal(later, intent)
      expect(healed).toMatchObject({
        seen: true,
        what: [expect.stringContaining('db is back'), 'db says that it is up'],
      })
      expect(await loss.heal(later, intent)).toEqual(healed)
      expect((await on('web-1')).victim).toMatchObject({ ready: true })
    },
  )

  it('is not healed when it stays away, was never gone, or still hangs', async () => {
    const { onService, running } = await setting()
    const stopped = await onService('db', { as: 'stopped' })
    const intent = await loss.intend(stopped)
    expect(await loss.heal(stopped, intent)).toMatchObject({
      seen: false,
      what: [expect.stringContaining('it was never gone')],
    })
    await loss.inject(stopped, intent)
    const target = differing(running, { giveBack: async () => [] })
    expect(await loss.heal({ ...stopped, target }, intent)).toEqual({ seen: false, what: ['db is down'] })
    await running.services!.giveBack('db')
    const hanging = await onService('db', { as: 'hang' })
    const hang = await loss.intend(hanging)
    await loss.inject(hanging, hang)
    expect(await loss.heal({ ...hanging, target }, hang)).toMatchObject({
      seen: false,
      what: expect.arrayContaining(['db is hang']),
    })
  })

  it('refuses another way, what is down, and a target that has no services', async () => {
    const { onService, running } = await setting()
    const context = await onService('db', { as: 'slow' })
    await expect(loss.intend(context)).rejects.toMatchObject({ code: 'drill-invalid' })
    const as = { as: 'stopped' }
    await loss.inject({ ...context, args: as }, await loss.intend({ ...context, args: as }))
    await expect(loss.intend(await onService('db', as))).rejects.toThrow('db is down')
    const { services: _, ...bare } = running
    await expect(loss.intend({ ...context, args: as, target: bare })).rejects.toMatchObject({
      code: 'capability-missing',
    })
  })
})
