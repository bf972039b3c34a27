import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'

describe('the machine in memory', () => {
  it('is a Linux machine without privileges, programs, servers and engines unless told otherwise', async () => {
    const host = fakeHost()
    expect([host.platform, host.isRoot]).toEqual(['linux', false])
    await expect(host.processes.run(['ls'], { cwd: '/' })).rejects.toMatchObject({ code: 'tool-missing' })
    expect(await host.net.accepts('127.0.0.1', 80, 10)).toBe(false)
    const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
    await expect(engine.about()).rejects.toMatchObject({ code: 'engine-unreachable' })
    expect(fakeHost({ platform: 'darwin', isRoot: true })).toMatchObject({ platform: 'darwin', isRoot: true })
  })
})
