import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { acquireLock, LOCK_FORMAT, type LockOwner, readOwner } from '../../src/host/lock.ts'
import { nodeHost } from '../../src/host/node.ts'

const CONTENDER = fileURLToPath(new URL('./fixtures/contend.ts', import.meta.url))

describe('a lock', () => {
  it('of an owner that is gone blocks nobody, and its file stays until it may go', async () => {
    const host = fakeHost({ programs: { owner: {} } })
    const gone = { pid: 4711, startTime: 'gone', run: 'gone', directory: '/reports/gone' }
    await acquireLock(host, '/locks', 'x', gone)
    const own = { ...gone, run: 'own', directory: '/reports/own' }
    const taken = await acquireLock(host, '/locks', 'x', own, async ({ run }) => run !== 'gone')
    expect(taken.kind).toBe('held')
    expect(await host.files.list('/locks')).toHaveLength(2)
    await acquireLock(host, '/locks', 'x', { ...gone, run: 'third' })
    expect(await host.files.list('/locks')).toHaveLength(1)
  })

  const host = fakeHost({ programs: { firedrill: {} } })
  const owner = async (run: string): Promise<LockOwner> => {
    const spec = { cwd: '/', env: {}, mark: `${run}/0`, stdout: 'ignore', stderr: 'ignore' } as const
    const { identity } = await host.processes.spawn({ argv: ['firedrill'], ...spec })
    return { ...identity, run, directory: `/reports/${run}` }
  }

  it('is held by one, told to the others, and free again after', async () => {
    const [a, b] = [await owner('a'), await owner('b')]
    const first = await acquireLock(host, '/locks', 'engine:shop', a)
    if (first.kind !== 'held') throw new Error('it should be free')
    expect(await acquireLock(host, '/locks', 'engine:shop', b)).toMatchObject({ kind: 'busy', heldBy: a })
    expect((await acquireLock(host, '/locks', 'engine/shop', b)).kind).toBe('held')
    await first.release()
    expect(await host.files.exists(first.path)).toBe(false)
    expect((await acquireLock(host, '/locks', 'engine:shop', b)).kind).toBe('held')
  })

  it('is taken over from an owner that is gone, also when its pid is used again', async () => {
    const [dead, next] = [await owner('dead'), await owner('next')]
    await acquireLock(host, '/stale', 'x', dead)
    host.processes.reusePid(dead)
    const lock = await acquireLock(host, '/stale', 'x', next)
    expect(lock.kind).toBe('held')
    expect(await host.files.list('/stale')).toHaveLength(1)
  })

  it('is not taken by one who decided on what he saw before others took and released it', async () => {
    const [dead, late, quick, holder] = [
      await owner('dead'),
      await owner('late'),
      await owner('quick'),
      await owner('holder'),
    ]
    await acquireLock(host, '/late', 'x', dead)
    await host.processes.signal(dead, 'SIGKILL')
    let meanwhile = async (): Promise<void> => {
      const lock = await acquireLock(host, '/late', 'x', quick)
      if (lock.kind !== 'held') throw new Error('it should be free')
      await lock.release()
      expect((await acquireLock(host, '/late', 'x', holder)).kind).toBe('held')
    }
    const files = {
      ...host.files,
      async createExclusive(path: string, content: string) {
        const first = meanwhile
        meanwhile = async () => undefined
        await first()
        return await host.files.createExclusive(path, content)
      },
    }
    const outcome = await acquireLock({ ...host, files }, '/late', 'x', late)
    expect(outcome).toMatchObject({ kind: 'busy', heldBy: holder })
    expect(await host.files.list('/late')).toHaveLength(1)
  })

  it('is not released when it is no longer ours', async () => {
    const first = await acquireLock(host, '/taken', 'x', await owner('first'))
    if (first.kind !== 'held') throw new Error('it should be free')
    const other = JSON.stringify(await owner('other'))
    await host.files.writeAtomic(first.path, other)
    await first.release()
    expect(await host.files.read(first.path)).toBe(other)
  })

  it('is not held up by a file that is no claim', async () => {
    const mine = await owner('mine')
    const lock = await acquireLock(host, '/odd', 'x', mine)
    if (lock.kind !== 'held') throw new Error('it should be free')
    await host.files.writeAtomic(lock.path, 'not JSON')
    expect((await acquireLock(host, '/odd', 'x', mine)).kind).toBe('held')
    expect(readOwner('not JSON')).toBeNull()
    for (const odd of ['{"pid":1}', 'null', '{"pid":-1,"startTime":"a"}', '{"pid":1.5,"startTime":"a"}'])
      expect(readOwner(odd)).toBeNull()
    expect(readOwner(JSON.stringify(mine))).toEqual(mine)
    const who = { user: 'ada', machine: 'here' }
    expect(readOwner(JSON.stringify({ ...mine, ...who }))).toEqual({ ...mine, ...who })
    expect(readOwner(JSON.stringify({ ...mine, ...who, machine: 7 }))).toEqual(mine)
  })
})

describe('ten processes that want one lock at once', () => {
  const host = nodeHost()
  let directory = ''
  const started: ChildProcess[] = []
  beforeEach(async () => {
    directory = await host.files.temporaryDir('lock-')
  })
  afterEach(async () => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
    await host.files.remove(directory)
  })
  const contenders = async (count: number): Promise<ChildProcess[]> => {
    const children = Array.from({ length: count }, () =>
      spawn(process.execPath, [CONTENDER, directory, 'x'], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    started.push(...children)
    await Promise.all(children.map((child) => once(child.stdout!, 'data')))
    return children
  }
  const answers = async (children: ChildProcess[]): Promise<string[]> => {
    const said = children.map(async (child) => String((await once(child.stdout!, 'data'))[0]).trim())
    for (const child of children) child.stdin?.write('go\n')
    return await Promise.all(said)
  }

  it('get it once, though the last owner was killed while it held it', async () => {
    const [dead] = await contenders(1)
    expect(await answers([dead!])).toEqual(['held'])
    dead!.kill('SIGKILL')
    await once(dead!, 'exit')
    expect(await host.files.list(directory)).toHaveLength(1)

    const children = await contenders(10)
    const said = await answers(children)
    const winners = children.filter((_, index) => said[index] === 'held')
    expect(winners).toHaveLength(1)
    expect(new Set(said)).toEqual(new Set(['held', `busy run-${winners[0]!.pid}`]))
    const [file] = await host.files.list(directory)
    expect(readOwner(await host.files.read(join(directory, file!)))?.pid).toBe(winners[0]!.pid)

    for (const child of children) child.stdin?.end()
    await Promise.all(children.map((child) => once(child, 'exit')))
    expect(await host.files.list(directory)).toEqual([])
  }, 60_000)
})

describe('the file of a lock', () => {
  const owner: LockOwner = { pid: 4711, startTime: 'a', run: 'r', directory: '/reports/r' }
  const withLock = async (content: (format: string) => string) => {
    const host = fakeHost()
    await acquireLock(host, '/locks', 'x', owner)
    const [name = ''] = await host.files.list('/locks')
    await host.files.writeAtomic(`/locks/${name}`, content(await host.files.read(`/locks/${name}`)))
    return acquireLock(host, '/locks', 'x', { ...owner, pid: 4712 })
  }

  it('says its format', async () => {
    const host = fakeHost()
    const lock = await acquireLock(host, '/locks', 'x', owner)
    if (lock.kind !== 'held') throw new Error('it should be free')
    expect(JSON.parse(await host.files.read(lock.path)).format).toBe(LOCK_FORMAT)
  })

  it('of a newer format counts as long as its owner can be told', async () => {
    const newer = await withLock((text) => text.replace(LOCK_FORMAT, 'firedrill-lock/2'))
    expect(newer.kind).toBe('held')
  })

  it('of a newer format whose owner cannot be told is never taken for stale', async () => {
    await expect(withLock(() => '{"format":"firedrill-lock/2","holder":"x"}')).rejects.toMatchObject({
      code: 'record-invalid',
      message: expect.stringMatching(/firedrill-lock\/2; this firedrill reads up to firedrill-lock\/1/),
    })
  })

  it("that is garbage is nobody's", async () => {
    expect((await withLock(() => '\u0000\u0000')).kind).toBe('held')
  })
})
