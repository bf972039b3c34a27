import { describe, expect, it } from 'vitest'
import { pointRelease } from '../../src/undo/point-release.ts'
import { onFake } from './on-fake.ts'

describe('point-release', () => {
  it('points the link back; a second time there is nothing to do', async () => {
    const context = onFake()
    await context.host.files.link('releases/2', '/tmp/current')
    const args = { path: '/tmp/current', to: 'releases/1' }
    expect(await pointRelease(args, context)).toMatchObject({
      healed: true,
      outcome: 'undone',
      evidence: '/tmp/current points to releases/1',
    })
    expect(await context.host.files.readLink('/tmp/current')).toBe('releases/1')
    expect(await pointRelease(args, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('removes the link where there was none before', async () => {
    const context = onFake()
    await context.host.files.link('releases/2', '/tmp/current')
    const args = { path: '/tmp/current', to: null }
    expect(await pointRelease(args, context)).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await context.host.files.exists('/tmp/current')).toBe(false)
    expect(await pointRelease(args, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('leaves what is not a link', async () => {
    const context = onFake()
    await context.host.files.writeAtomic('/tmp/current', 'a file')
    expect(await pointRelease({ path: '/tmp/current', to: 'x' }, context)).toMatchObject({ healed: false })
    expect(await pointRelease({ path: '/tmp/current', to: null }, context)).toMatchObject({ healed: false })
    expect(await context.host.files.read('/tmp/current')).toBe('a file')
  })

  it('does not believe what it did not see', async () => {
    const context = onFake()
    await context.host.files.link('releases/2', '/tmp/current')
    const files = { ...context.host.files, link: async () => undefined }
    const outcome = await pointRelease(
      { path: '/tmp/current', to: 'x' },
      { ...context, host: { ...context.host, files } },
    )
    expect(outcome).toEqual({
      healed: false,
      outcome: 'failed',
      evidence: '/tmp/current points to releases/2',
      remedy: "ln -sfn 'x' '/tmp/current'",
    })
  })
})
