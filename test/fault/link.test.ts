import { describe, expect, it } from 'vitest'
import { cutLink } from '../../src/fault/cut-link.ts'
import type { Fault } from '../../src/fault/fault.ts'
import { flakyLink } from '../../src/fault/flaky-link.ts'
import { brokenWords } from '../../src/fault/link.ts'
import { slowLink } from '../../src/fault/slow-link.ts'
import type { LinkSeen } from '../../src/target/target.ts'
import { type Setting, setting } from './on-fake.ts'

const CASES: [string, Fault, Record<string, number>, string][] = [
  ['slow', slowLink, { byMs: 100 }, 'an answer takes 101 ms, before 1 ms'],
  ['cut', cutLink, {}, '10 of 10 connections broke'],
  ['flaky', flakyLink, { share: 0.1 }, '3 of 30 connections broke'],
]

/** The same target, whose link looks otherwise. */
function looking({ running }: Setting, change: (seen: LinkSeen) => Partial<LinkSeen>) {
  const links = running.links!
  return {
    ...running,
    links: {
      ...links,
      look: async (...args: Parameters<typeof links.look>) => {
        const seen = await links.look(...args)
        return { ...seen, ...change(seen) }
      },
    },
  }
}

describe.each(CASES)('a link that is %s', (set, fault, args, felt) => {
  it('says what is hit and how it is undone, before it acts', async () => {
    const { onService } = await setting()
    const context = await onService('db', args)
    const intent = await fault.intend(context)
    expect(intent).toMatchObject({
      fault: fault.kind,
      victim: { name: 'db' },
      args: { ...args, beforeMs: 1, usedBytes: 10_000 },
      undo: { kind: 'covered' },
    })
    expect(fault.describe('db')).toContain('the link to db')
  })

  it('has landed when it is set and felt, and is healed when neither is seen any more', async () => {
    const { onService } = await setting()
    const context = await onService('db', args)
    const intent = await fault.intend(context)
    expect(await fault.landed(context, intent)).toEqual({
      seen: false,
      what: [`the link to db is not ${set}`],
    })
    await fault.inject(context, intent)
    expect(await fault.landed(context, intent)).toEqual({
      seen: true,
      what: [`the link to db is ${set}`, felt, 'the app used it just before (10000 bytes)'],
    })
    // What heals goes by the intent.
    expect(await fault.heal({ ...context, args: {} }, intent)).toMatchObject({
      seen: true,
      what: ['nothing disturbs the link to db', expect.any(String)],
    })
  })

  it('has not landed where it did nothing', async () => {
    const { onService } = await setting({ sabotaged: true })
    const context = await onService('db', args)
    const intent = await fault.intend(context)
    await fault.inject(context, intent)
    expect(await fault.landed(context, intent)).toMatchObject({ seen: false })
  })

  it('has not landed where it is set and nothing is felt', async () => {
    const given = await setting()
    const context = await given.onService('db', args)
    const intent = await fault.intend(context)
    await fault.inject(context, intent)
    const target = looking(given, () => ({ broken: 0, answerMs: 1 }))
    expect(await fault.landed({ ...context, target }, intent)).toMatchObject({ seen: false })
  })

  it('has not landed where the app goes another way', async () => {
    const { onService } = await setting({ fake: { usesLinks: false } })
    const context = await onService('db', args)
    const intent = await fault.intend(context)
    await fault.inject(context, intent)
    expect(await fault.landed(context, intent)).toEqual({
      seen: false,
      what: [`the link to db is ${set}`, 'the app does not use it'],
    })
  })

  it('is not healed while it is set, or felt', async () => {
    const given = await setting()
    const context = await given.onService('db', args)
    const intent = await fault.intend(context)
    await fault.inject(context, intent)
    const links = { ...given.running.links!, clear: async () => undefined }
    expect(await fault.heal({ ...context, target: { ...given.running, links } }, intent)).toEqual({
      seen: false,
      what: [`the link to db is still ${set}`],
    })
    const target = looking(given, () => ({ broken: 1, answerMs: 101 }))
    expect(await fault.heal({ ...context, target }, intent)).toMatchObject({ seen: false })
  })

  it('refuses a link that is disturbed already, or does not answer, and a target that has none', async () => {
    const given = await setting()
    const context = await given.onService('db', args)
    await given.running.links!.disturb('db', { kind: 'cut' })
    await expect(fault.intend(context)).rejects.toThrow('is cut already')
    await given.running.links!.clear('db')
    const silent = looking(given, ({ connections }) => ({ broken: connections, answerMs: null }))
    await expect(fault.intend({ ...context, target: silent })).rejects.toThrow('does not answer')
    const { links: _, ...bare } = given.running
    await expect(fault.intend({ ...context, target: bare })).rejects.toMatchObject({
      code: 'capability-missing',
    })
  })
})

it('refuses what disturbs nothing', async () => {
  const { onService } = await setting()
  await expect(slowLink.intend(await onService('db', { byMs: 0 }))).rejects.toMatchObject({
    code: 'drill-invalid',
  })
  await expect(flakyLink.intend(await onService('db', { share: 2 }))).rejects.toMatchObject({
    code: 'drill-invalid',
  })
})

it('makes so many connections that chance would hardly miss a break', async () => {
  const given = await setting()
  const intent = await flakyLink.intend(await given.onService('db', { share: 0.01 }))
  const target = looking(given, (seen) => ({ set: 'flaky', broken: seen.connections }))
  const context = { ...(await given.onService('db', {})), target }
  expect((await flakyLink.landed(context, intent)).what).toContain('60 of 60 connections broke')
  expect(brokenWords({ set: null, connections: 3, broken: 1, answerMs: 1 })).toBe('1 of 3 connections broke')
})

it('has not landed as slow where nothing comes back at all', async () => {
  const given = await setting()
  const context = await given.onService('db', { byMs: 100 })
  const intent = await slowLink.intend(context)
  await slowLink.inject(context, intent)
  const target = looking(given, () => ({ answerMs: null, broken: 5 }))
  expect(await slowLink.landed({ ...context, target }, intent)).toMatchObject({ seen: false })
  expect(await slowLink.heal({ ...context, target }, intent)).toMatchObject({ seen: false })
})
