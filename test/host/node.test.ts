import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'

describe('the host', () => {
  it('knows this machine', () => {
    const host = nodeHost()
    expect(host.platform).toBe(process.platform)
    expect(host.isRoot).toBe(process.getuid?.() === 0)
    expect(host.env.PATH).toBe(process.env.PATH)
  })

  it('loads the client of engines only when an engine is asked something', () => {
    const node = JSON.stringify(fileURLToPath(new URL('../../src/host/node.ts', import.meta.url)))
    const script = `
      import { createRequire } from 'node:module'
      const loaded = () => Object.keys(createRequire(${node}).cache).some((path) => path.includes('/dockerode/'))
      const { nodeHost } = await import(${node})
      const engine = nodeHost().engines.open({ url: 'unix:///no/such/engine.sock', tls: null })
      const before = loaded()
      await engine.about().catch(() => undefined)
      console.log(before, loaded())`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('false true\n')
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
