import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'
import { choosePorts, fixedPorts, portsInUse } from '../../../src/target/process/ports.ts'

const free = parseProcessOptions({ run: 'x', edge: { run: 'x' }, services: { db: { run: 'x' } } })
const fixed = parseProcessOptions({
  run: 'x',
  ports: [3001, 3002],
  edge: { run: 'x', url: 'http://127.0.0.1:8080' },
  services: { db: { run: 'x', port: 5432 }, mail: { external: 'smtp://x' } },
})

describe('ports', () => {
  it('are chosen free, each another', async () => {
    const { instances, edge, services } = await choosePorts(free, fakeHost().net)
    const all = [...instances, edge, services.db]
    expect(new Set(all).size).toBe(4)
    expect(fixedPorts(free)).toEqual([])
  })

  it('are those that the user fixed', async () => {
    expect(await choosePorts(fixed, fakeHost().net)).toEqual({
      instances: [3001, 3002],
      edge: 8080,
      services: { db: 5432 },
    })
  })

  it('are not chosen for an edge that is there already', async () => {
    const options = parseProcessOptions({ run: 'x', edge: { url: 'http://127.0.0.1:8080' } })
    expect((await choosePorts(options, fakeHost().net)).edge).toBeNull()
  })

  it('are refused while they are in use, saying whose they are', async () => {
    const { net } = fakeHost()
    expect(await portsInUse(fixed, net)).toEqual([])
    net.listen(3002, () => 'hang')
    expect(await portsInUse(fixed, net)).toMatchObject([{ code: 'port-in-use' }])
    await expect(choosePorts(fixed, net)).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining('Port 3002, which the configuration gives to web-2'),
    })
  })
})
