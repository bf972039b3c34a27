import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'

describe('the machine in memory', () => {
  it('is a Linux machine without privileges, programs and servers unless told otherwise', async () => {
    const host = fakeHost()
    expect([host.platform, host.isRoot]).toEqual(['linux', false])
    await expect(host.processes.run(['ls'], { cwd: '/' })).rejects.toMatchObject({ code: 'tool-missing' })
    expect(await host.net.accepts('127.0.0.1', 80, 10)).toBe(false)
    expect(fakeHost({ platform: 'darwin', isRoot: true })).toMatchObject({ platform: 'darwin', isRoot: true })
  })
})
