import { describe, expect, it } from 'vitest'
import { breakageOf, releaseOf } from '../../../src/target/fake/app.ts'
import { startedFake } from './started.ts'

const signal = new AbortController().signal

describe('releases of the fake', () => {
  it('are bad by the end of their version', () => {
    expect(
      ['1.1.0+exits', '1.1.0-never-ready', '1.1.0', '1.1.0-exits-not'].map((v) => breakageOf(releaseOf(v))),
    ).toEqual(['exits', 'never-ready', null, null])
  })

  it('are switched by the user’s own command, whatever comes of it', async () => {
    const { running } = await startedFake({
      strategy: { kind: 'command' },
      releases: ['1.0.0', '1.1.0-exits'],
    })
    const deploy = running.deploy!
    const [from, bad] = [await deploy.find('1.0.0'), await deploy.find('1.1.0-exits')]
    await deploy.run('deploy', bad, from, signal)
    expect((await running.instances()).map(({ identity }) => identity)).toEqual([null, null])
    await deploy.run('rollback', from, bad, signal)
    expect((await running.instances()).every(({ ready }) => ready)).toBe(true)
    const failing = await startedFake({ commandFails: true })
    await expect(failing.running.deploy!.run('deploy', bad, from, signal)).rejects.toMatchObject({
      code: 'command-failed',
    })
  })

  it('may be disturbed while they start', async () => {
    const seen: string[] = []
    const { running } = await startedFake({
      beforeReady: async (name, { version }) => {
        seen.push(`${name} ${version}`)
        if (version === '1.1.0') throw new Error('somebody killed it')
      },
    })
    const next = await running.deploy!.find('1.1.0')
    await expect(running.deploy!.replace('web-1', next, signal)).rejects.toThrow('somebody killed it')
    expect((await running.instances())[0]?.identity).toBeNull()
    expect(seen).toEqual(['web-1 1.0.0', 'web-2 1.0.0', 'web-1 1.1.0'])
  })

  it('are found wanting where that is said, and tell nobody who gave an answer', async () => {
    const finding = { code: 'config-incomplete', reason: 'r', hint: 'h' } as const
    const options = { findings: () => [finding], tells: false, routes: false }
    const { running, fake } = await startedFake(options)
    const deploy = running.deploy!
    expect(await deploy.verify(await deploy.find('1.1.0'))).toEqual([finding])
    expect(await deploy.reached('web-1')).toBeNull()
    expect(deploy.route).toBeUndefined()
    expect(fake.weights()).toBeNull()
  })

  it('leave a note of what the edge was told', async () => {
    const { running, fake } = await startedFake()
    await running.deploy!.route!([{ name: 'web-1', weight: 0 }], signal)
    expect(fake.weights()).toEqual({ 'web-1': 0 })
    await expect(running.deploy!.route!([{ name: 'web-9', weight: 1 }], signal)).rejects.toThrow('web-9')
  })
})
