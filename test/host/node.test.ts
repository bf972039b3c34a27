import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'

describe('the host', () => {
  it('knows this machine', () => {
    const host = nodeHost()
    expect(host.platform).toBe(process.platform)
    expect(host.isRoot).toBe(process.getuid?.() === 0)
    expect(host.env.PATH).toBe(process.env.PATH)
  })

  it('says that Windows needs the subsystem for Linux', () => {
    expect(() => nodeHost('win32')).toThrow(
      expect.objectContaining({
        code: 'platform-unsupported',
        hint: expect.stringContaining('wsl --install'),
      }),
    )
    expect(() => nodeHost('freebsd')).toThrow(expect.objectContaining({ code: 'platform-unsupported' }))
  })
})
