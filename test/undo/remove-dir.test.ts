import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { removeDir } from '../../src/undo/remove-dir.ts'
import { onFake } from './on-fake.ts'

describe('remove-dir', () => {
  const env = { TMPDIR: '/var/tmp/u/' }
  const removed = async (path: string, run?: string, made = [path]): Promise<boolean> => {
    const context = onFake({ env })
    for (const each of made) await context.host.files.makeDir(each)
    const outcome = await removeDir({ path, ...(run === undefined ? {} : { run }) }, context)
    expect(outcome.healed).toBe(!(await context.host.files.exists(path)))
    expect(outcome.outcome).toBe(outcome.healed ? 'undone' : 'failed')
    return outcome.healed
  }

  it('removes a temporary directory of firedrill with what is in it; a second time there is nothing to do', async () => {
    const context = onFake()
    await context.host.files.makeDir('/tmp/firedrill-a/b')
    await context.host.files.writeAtomic('/tmp/firedrill-a/b/c', '')
    expect(await removeDir({ path: '/tmp/firedrill-a' }, context)).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: '/tmp/firedrill-a is gone',
      remedy: null,
    })
    expect(await removeDir({ path: '/tmp/firedrill-a' }, context)).toMatchObject({
      healed: true,
      outcome: 'nothing',
    })
  })

  it('knows the temporary directories', async () => {
    expect(await removed('/tmp/firedrill-a/')).toBe(true)
    expect(await removed('/private/tmp/firedrill-a')).toBe(true)
    expect(await removed('/var/tmp/u/firedrill-a')).toBe(true)
    expect(await removed('/private/var/tmp/u/firedrill-a')).toBe(true)
  })

  it.each(['/var/tmp//u', '/var/tmp/./u/', '/var/tmp/v/../u'])(
    'knows the temporary directory that is written as %s, and a path that was made in it',
    async (TMPDIR) => {
      const context = onFake({ env: { TMPDIR } })
      for (const path of ['/var/tmp/u/firedrill-a', `${TMPDIR}/firedrill-a`]) {
        await context.host.files.makeDir('/var/tmp/u/firedrill-a')
        expect(await removeDir({ path }, context)).toMatchObject({ outcome: 'undone' })
      }
      expect(await context.host.files.exists('/var/tmp/u/firedrill-a')).toBe(false)
    },
  )

  it('takes no relative or empty TMPDIR for one: it would be another in each directory', async () => {
    for (const TMPDIR of ['', '.', 'home']) {
      const context = onFake({ env: { TMPDIR } })
      for (const path of ['/home/firedrill-a', '/firedrill-a']) {
        await context.host.files.makeDir(path)
        expect(await removeDir({ path }, context)).toMatchObject({ outcome: 'failed' })
      }
    }
  })

  it('leaves everything else, and says how to remove it', async () => {
    expect(await removed('/tmp/other')).toBe(false)
    expect(await removed('/tmp')).toBe(false)
    expect(await removed('/home/a')).toBe(false)
    expect(await removed('/home/firedrill-a')).toBe(false)
    expect(await removed('/tmp/firedrill-a/b')).toBe(false)
    expect(await removed('/tmp/firedrill-a/../../home', undefined, ['/tmp/firedrill-a', '/home'])).toBe(false)
    expect(await removeDir({ path: 'firedrill-a' }, onFake())).toMatchObject({ healed: false })
    const context = onFake()
    await context.host.files.makeDir("/home/it's")
    const { remedy } = await removeDir({ path: "/home/it's" }, context)
    expect(remedy).toContain("rm -rf '/home/it'\\''s'")
  })

  it('removes another directory only if it holds the mark of the run', async () => {
    const context = onFake()
    await context.host.files.makeDir('/srv/state')
    await context.host.files.writeAtomic('/srv/state/.firedrill-r1', '')
    expect(await removeDir({ path: '/srv/state' }, context)).toMatchObject({ outcome: 'failed' })
    expect(await removeDir({ path: '/srv/state', run: 'r2' }, context)).toMatchObject({ outcome: 'failed' })
    expect(await removeDir({ path: '/srv/state', run: '/../.firedrill-r1' }, context)).toMatchObject({
      outcome: 'failed',
    })
    // Another process has another working directory.
    expect(await removeDir({ path: 'srv/state', run: 'r1' }, context)).toMatchObject({ outcome: 'failed' })
    expect(await removeDir({ path: '/srv/state', run: 'r1' }, context)).toMatchObject({ outcome: 'undone' })
  })

  it('keeps the mark of the run until everything else is gone', async () => {
    const context = onFake()
    await context.host.files.makeDir('/srv/state/data')
    await context.host.files.writeAtomic('/srv/state/.firedrill-r1', '')
    const remove = async (path: string): Promise<void> => {
      if (path.endsWith('/data')) throw new Error('EACCES')
      return context.host.files.remove(path)
    }
    const host = { ...context.host, files: { ...context.host.files, remove } }
    const args = { path: '/srv/state', run: 'r1' }
    expect(await removeDir(args, { ...context, host })).toMatchObject({ outcome: 'failed' })
    expect(await removeDir(args, context)).toMatchObject({ outcome: 'undone' })
  })

  it('says so when the system does not let it', async () => {
    const context = onFake()
    await context.host.files.makeDir('/tmp/firedrill-a')
    const files = { ...context.host.files, remove: async () => Promise.reject(new Error('EBUSY')) }
    const outcome = await removeDir(
      { path: '/tmp/firedrill-a' },
      { ...context, host: { ...context.host, files } },
    )
    expect(outcome).toMatchObject({ healed: false, evidence: expect.stringContaining('EBUSY') })
    const kept = { ...context.host.files, remove: async () => undefined }
    expect(
      await removeDir({ path: '/tmp/firedrill-a' }, { ...context, host: { ...context.host, files: kept } }),
    ).toMatchObject({ healed: false, remedy: "rm -rf '/tmp/firedrill-a'" })
  })

  it('removes what the host made, on this machine', async () => {
    const host = nodeHost()
    const path = await host.files.temporaryDir('remove-')
    const context = { host, signal: new AbortController().signal, hurry: false }
    expect(await removeDir({ path }, context)).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await host.files.exists(path)).toBe(false)
  })
})
