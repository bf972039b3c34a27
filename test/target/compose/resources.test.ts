import { expect, it } from 'vitest'
import { resourcesOf } from '../../../src/target/compose/resources.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { ENDPOINT, open, rigWith } from './rig.ts'

const unlimited = { cpus: 0, memoryBytes: 0 }
const to = { cpus: 0.1, memoryBytes: 64 * 2 ** 20 }

it('limits a container by the engine, says what a person would type, and gives back what it had', async () => {
  const { runtime, look, host } = await rigWith({ programs: { 'web-1': { cpuShare: 0.5 } } })
  const resources = resourcesOf(runtime)
  const seen = await look('web-1')
  expect(await resources.limits(seen)).toEqual(unlimited)
  const { command } = await resources.squeeze(seen, to)
  expect(command.argv.join(' ')).toBe('docker update --cpus 0.1 --memory 67108864 shop-web-1-1')
  await host.clock.sleep(100)
  expect(await resources.felt(seen)).toMatchObject({ memoryLimitBytes: to.memoryBytes, throttledMs: 40 })
  expect(await resources.limits(await look('web-2'))).toEqual(unlimited)
  await resources.release(seen, unlimited)
  await resources.release(seen, unlimited)
  expect(await resources.limits(seen)).toEqual(unlimited)
})

it('names in the command only what it changes', async () => {
  const { runtime, look } = await rigWith()
  const { command } = await resourcesOf(runtime).squeeze(await look('web-1'), { ...unlimited, cpus: 0.5 })
  expect(command.argv).toEqual(['docker', 'update', '--cpus', '0.5', 'shop-web-1-1'])
})

it('is undone by another process, from plain data', async () => {
  const { runtime, look, ids, host } = await rigWith()
  const resources = resourcesOf(runtime)
  const seen = await look('web-1')
  const undo = resources.squeezeUndo(seen, unlimited)
  expect(undo).toEqual({
    kind: 'limit-container',
    args: { endpoint: ENDPOINT, id: ids['web-1'], limits: unlimited },
  })
  await resources.squeeze(seen, to)
  const written = JSON.parse(JSON.stringify(undo))
  expect(await runUndo(written, { host, signal: open, hurry: true })).toMatchObject({ outcome: 'undone' })
  expect(await resources.limits(seen)).toEqual(unlimited)
})

it('does not hit what is down, and still shows what it was given', async () => {
  const { runtime, look, ids } = await rigWith()
  const resources = resourcesOf(runtime)
  const seen = await look('web-1')
  await resources.squeeze(seen, to)
  await runtime.engine.stop(ids['web-1'] ?? '', 0)
  await expect(resources.squeeze(seen, to)).rejects.toThrow('web-1 is down')
  await expect(resources.felt(seen)).rejects.toThrow('web-1 is down')
  expect(await resources.limits(seen)).toEqual(to)
  await runtime.engine.remove(ids['web-1'] ?? '')
  await resources.release(seen, unlimited)
})
