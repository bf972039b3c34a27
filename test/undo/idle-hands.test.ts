import { expect, it } from 'vitest'
import { idleHands } from '../../src/undo/idle-hands.ts'
import { withDisk } from '../target/compose/disk.ts'
import { ENDPOINT, rigWith } from '../target/compose/rig.ts'

const WRITE = ['dd', 'if=/dev/zero', 'of=/tmp/a', 'bs=4096', 'count=1']
const within = { timeoutMs: 1000 }

it('look, and change nothing', async () => {
  const { host, runtime, ids } = await rigWith({ programs: { 'web-1': withDisk() } })
  const id = ids['web-1'] ?? ''
  await runtime.engine.exec(id, WRITE, within)
  const before = await runtime.engine.container(id)
  const engine = idleHands(host).engines.open(ENDPOINT)
  await engine.pause(id)
  await engine.unpause(id)
  await engine.limit(id, { cpus: 1, memoryBytes: 1 })
  await engine.disconnect(id, 'shop_app')
  await engine.connect(id, 'shop_app', { aliases: ['a'], links: [], fixedAddress: null })
  expect(await engine.signal(id, 'SIGKILL')).toBe(true)
  await engine.stop(id, 0)
  await engine.start(id)
  await engine.remove(id)
  expect(await engine.exec(id, ['rm', '/tmp/a'], within)).toMatchObject({ exitCode: 0 })
  expect(await engine.container(id)).toEqual(before)
  expect((await engine.exec(id, ['ls', '-A', '/tmp'], within)).stdout).toBe('a\n')
})

it('ask, and tell nobody to do anything', async () => {
  const { host, around } = await rigWith()
  const url = `http://127.0.0.1:${around.ports['web-1']}/`
  const asked: string[] = []
  const net: typeof host.net = {
    ...host.net,
    request: (to, options) => {
      asked.push(options.method ?? 'GET')
      return host.net.request(to, options)
    },
  }
  const idle = idleHands({ ...host, net })
  expect((await idle.net.request(url, { timeoutMs: 100 })).status).toBe(200)
  expect((await idle.net.request(url, { method: 'POST', timeoutMs: 100 })).status).toBe(204)
  expect(asked).toEqual(['GET'])
})

it('send no signal', async () => {
  const { host } = await rigWith()
  const [main] = host.processes.list()
  expect(await idleHands(host).processes.signal(main!.identity, 'SIGKILL')).toBe(true)
  expect(host.processes.list()).toContainEqual(main)
})
