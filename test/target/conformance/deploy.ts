import { expect, it } from 'vitest'
import type { Breakage } from '../../../src/drill/model.ts'
import type { Started } from '../conformance.ts'

const signal = () => new AbortController().signal
const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).toSorted()

export function conformsInDeploys(started: () => Started): void {
  it('finds releases, each with a digest of its own, and finds nothing wrong with them', async () => {
    const deploy = started().running.deploy!
    expect(deploy.versions).toEqual({ current: '1.0.0', next: '1.1.0' })
    const [current, next] = [await deploy.find('1.0.0'), await deploy.find('1.1.0')]
    expect(current.digest).not.toBe(next.digest)
    expect(await deploy.find('1.0.0')).toEqual(current)
    expect(await deploy.verify(next)).toEqual([])
    await expect(deploy.find('9.9.9')).rejects.toMatchObject({ code: 'release-missing' })
  })

  it('puts another release on an instance, which says so itself, and starts one that is down', async () => {
    const { running, look } = started()
    const deploy = running.deploy!
    const [current, next] = [await deploy.find('1.0.0'), await deploy.find('1.1.0')]
    const [before, other] = [await look('web-1'), await look('web-2')]
    expect(before.release).toMatchObject({ version: '1.0.0' })
    await deploy.replace('web-1', next, signal())
    const after = await look('web-1')
    expect(after).toMatchObject({ ready: true, url: before.url, release: { version: '1.1.0' } })
    expect(after.identity).not.toEqual(before.identity)
    expect(await look('web-2')).toEqual(other)
    await running.lifecycle!.stop('web-1')
    await deploy.replace('web-1', current, signal())
    expect(await look('web-1')).toMatchObject({ ready: true, release: { version: '1.0.0' } })
    expect(running.endAsked()).toEqual([])
    expect(running.unexpectedEnds()).toEqual([])
  })

  it.each<[string, Breakage]>([
    ['start-failed', { kind: 'exits' }],
    ['never-ready', { kind: 'never-ready' }],
  ])('leaves one down whose release is bad at the start (%s)', async (code, how) => {
    const { running, look } = started()
    const deploy = running.deploy!
    const bad = await deploy.broken(await deploy.find('1.1.0'), how)
    expect(bad.version).toBe(`1.1.0+${how.kind}`)
    await expect(deploy.replace('web-1', bad, signal())).rejects.toMatchObject({ code })
    expect((await look('web-1')).identity).toBeNull()
    await deploy.replace('web-1', await deploy.find('1.0.0'), signal())
    expect(await look('web-1')).toMatchObject({ ready: true, release: { version: '1.0.0' } })
  })

  it('makes a release that gets ready and fails, and that says so of itself', async () => {
    const { running, look, net } = started()
    const deploy = running.deploy!
    const bad = await deploy.broken(await deploy.find('1.1.0'), { kind: 'failing', share: 1 })
    await deploy.replace('web-1', bad, signal())
    const instance = await look('web-1')
    expect(instance).toMatchObject({ ready: true, release: { version: bad.version } })
    expect((await net.request(`${instance.url}${running.probePath}`, { timeoutMs: 1000 })).status).toBe(500)
    await deploy.replace('web-1', await deploy.find('1.0.0'), signal())
  })

  it('has further instances beside the app, which are the app when that is said', async () => {
    const { running } = started()
    const deploy = running.deploy!
    await deploy.add('web-1-green', await deploy.find('1.1.0'), signal())
    expect(names(await running.instances())).toEqual(['web-1', 'web-2'])
    const all = await deploy.all()
    expect(names(all)).toEqual(['web-1', 'web-1-green', 'web-2'])
    expect(all.find(({ name }) => name === 'web-1-green')).toMatchObject({
      ready: true,
      release: { version: '1.1.0' },
    })
    deploy.serveWith(['web-1-green'])
    expect(names(await running.instances())).toEqual(['web-1-green'])
    deploy.serveWith(['web-1', 'web-2'])
    await deploy.remove('web-1-green')
    expect(names(await deploy.all())).toEqual(['web-1', 'web-2'])
    expect(running.unexpectedEnds()).toEqual([])
  })

  it('keeps nothing of a further instance that does not start', async () => {
    const deploy = started().running.deploy!
    const bad = await deploy.broken(await deploy.find('1.1.0'), { kind: 'exits' })
    await expect(deploy.add('web-3', bad, signal())).rejects.toMatchObject({ code: 'start-failed' })
    const left = (await deploy.all()).find(({ name }) => name === 'web-3')
    expect(left?.identity ?? null).toBeNull()
    if (left) await deploy.remove('web-3')
  })

  it('tells the edge where to send requests, and sees who is reached', async () => {
    const { running } = started()
    const deploy = running.deploy!
    const [first, second] = ['web-1', 'web-2'].map((name) => ({ name, weight: 1 }))
    expect(await deploy.reached('web-1')).toBe(true)
    await deploy.route!([{ ...first!, weight: 0 }, second!], signal())
    expect(await deploy.reached('web-1')).toBe(false)
    expect(await deploy.reached('web-2')).toBe(true)
    await deploy.route!([first!, second!], signal())
    expect(await deploy.reached('web-1')).toBe(true)
  })
}
