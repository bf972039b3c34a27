import { createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { createPorts } from '../../src/host/ports.ts'

describe('ports', () => {
  it('gives out ports that no outgoing connection is given', async () => {
    const { freePort } = createPorts(async () => false)
    for (let round = 0; round < 20; round++) {
      const port = await freePort()
      expect(port).toBeGreaterThanOrEqual(15_000)
      expect(port).toBeLessThan(49_152)
    }
  })

  it('takes a port for used that answers, or that cannot be listened on', async () => {
    const { freePort, isFree } = createPorts(async () => false)
    const port = await freePort()
    expect(await isFree(port)).toBe(true)
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    expect(await isFree(port)).toBe(false)
    await new Promise((resolve) => server.close(resolve))
    expect(await createPorts(async () => true).isFree(port)).toBe(false)
  })

  it('gives none twice in a process, whoever asks: between giving and listening it looks free', async () => {
    const random = vi.spyOn(Math, 'random')
    for (const value of [0.5, 0.5, 0.6]) random.mockReturnValueOnce(value)
    const [one, other] = [createPorts(async () => false), createPorts(async () => false)]
    expect(await one.freePort()).not.toBe(await other.freePort())
    random.mockRestore()
  })

  it('says so when every port is used', async () => {
    await expect(createPorts(async () => true).freePort()).rejects.toMatchObject({ code: 'port-in-use' })
  })
})
