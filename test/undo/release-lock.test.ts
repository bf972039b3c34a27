import { describe, expect, it } from 'vitest'
import { acquireLock } from '../../src/host/lock.ts'
import { releaseLock } from '../../src/undo/release-lock.ts'
import { onFake } from './on-fake.ts'

describe('release-lock', () => {
  const locked = async () => {
    const context = onFake({ programs: { firedrill: {} } })
    const identity = await context.start('firedrill', 'r1/0')
    const lock = await acquireLock(context.host, '/locks', 'shop', {
      ...identity,
      run: 'r1',
      directory: '/r',
    })
    if (lock.kind !== 'held') throw new Error('it should be free')
    return { context, path: lock.path }
  }

  it('releases the lock of the run; a second time there is nothing to do', async () => {
    const { context, path } = await locked()
    expect(await releaseLock({ path, run: 'r1' }, context)).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await context.host.files.exists(path)).toBe(false)
    expect(await releaseLock({ path, run: 'r1' }, context)).toMatchObject({
      healed: true,
      outcome: 'nothing',
    })
  })

  it('leaves the lock of another run', async () => {
    const { context, path } = await locked()
    const outcome = await releaseLock({ path, run: 'r2' }, context)
    expect(outcome).toMatchObject({
      healed: true,
      outcome: 'nothing',
      evidence: expect.stringContaining('another run, r1'),
    })
    expect(await context.host.files.exists(path)).toBe(true)
  })

  it('leaves a file that is no lock', async () => {
    const context = onFake()
    await context.host.files.writeAtomic('/tmp/letter', 'Dear all')
    expect(await releaseLock({ path: '/tmp/letter', run: 'r1' }, context)).toMatchObject({ healed: false })
    expect(await context.host.files.exists('/tmp/letter')).toBe(true)
  })
})
