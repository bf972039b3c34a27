import { describe, expect, it } from 'vitest'
import { draftOf, isDraftOf } from '../../src/host/draft.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { releaseLock } from '../../src/undo/release-lock.ts'
import { onFake } from './on-fake.ts'

describe('release-lock', () => {
  const locked = async (...identities: string[]) => {
    const context = onFake({ programs: { firedrill: {} } })
    const identity = await context.start('firedrill', 'r1/0')
    const owner = { ...identity, run: 'r1', directory: '/r' }
    for (const name of identities) await acquireLock(context.host, '/locks', name, owner)
    expect(await context.host.files.list('/locks')).toHaveLength(identities.length)
    return context
  }
  const args = { directory: '/locks', run: 'r1' }

  it('releases every lock of the run; a second time there is nothing to do', async () => {
    const context = await locked('shop', 'load')
    expect(await releaseLock(args, context)).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: '2 locks of the run released',
      remedy: null,
    })
    expect(await context.host.files.list('/locks')).toEqual([])
    expect(await releaseLock(args, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('has nothing to do where no lock was ever taken', async () => {
    expect(await releaseLock(args, onFake())).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('leaves the locks of other runs, and files that are no locks', async () => {
    const context = await locked('shop')
    await context.host.files.writeAtomic('/locks/letter', 'Dear all')
    expect(await releaseLock({ ...args, run: 'r2' }, context)).toMatchObject({
      healed: true,
      outcome: 'nothing',
    })
    expect(await context.host.files.list('/locks')).toHaveLength(2)
    expect(await releaseLock(args, context)).toMatchObject({
      outcome: 'undone',
      evidence: '1 lock of the run released',
    })
    expect(await context.host.files.list('/locks')).toEqual(['letter'])
  })

  it('removes the draft of a lock that the run was killed over, whatever is in it', async () => {
    const context = await locked('shop')
    const { files } = context.host
    const [name = ''] = await files.list('/locks')
    for (const run of ['r1', 'r2']) await files.writeAtomic(draftOf(`/locks/${name}`, run), '')
    expect(await releaseLock(args, context)).toMatchObject({
      outcome: 'undone',
      evidence: '2 locks of the run released',
    })
    const left = await files.list('/locks')
    expect(left.map((each) => isDraftOf(each, 'r2'))).toEqual([true])
  })

  it('says what is left, and how to remove it', async () => {
    const context = await locked('shop')
    const files = { ...context.host.files, remove: async () => undefined }
    const outcome = await releaseLock(args, { ...context, host: { ...context.host, files } })
    expect(outcome).toMatchObject({
      healed: false,
      outcome: 'failed',
      remedy: expect.stringMatching(/^rm '\/locks\/shop/),
    })
  })
})
