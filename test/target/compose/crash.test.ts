import { expect, it } from 'vitest'
import { crashOf, crashWaysOf } from '../../../src/target/compose/crash.ts'
import { rigWith } from './rig.ts'

it('kills the main process from outside, so that the restart policy acts', async () => {
  const { runtime, around, look, ids, host } = await rigWith({ host: { isRoot: true } })
  const seen = await look('web-1')
  const pid = (await runtime.engine.container(ids['web-1'] ?? ''))?.pid
  const { command } = await crashOf(around, runtime).crash(seen, 'abort', 'id')
  expect(command.argv).toEqual(['kill', '-KILL', String(pid)])
  expect(await host.processes.identity(pid ?? 0)).toBeNull()
  expect(runtime.fleet.ending.has(ids['web-1'] ?? '')).toBe(true)
})

it('is refused to anyone but root, with another way', async () => {
  const { runtime, around, look } = await rigWith()
  await expect(crashOf(around, runtime).crash(await look('web-1'), 'abort', 'id')).rejects.toMatchObject({
    code: 'capability-missing',
    hint: expect.stringContaining('target.crash'),
  })
})

it('crashes by a request, where the app has one for it', async () => {
  const { runtime, around, look, host } = await rigWith({ written: { crash: '/_crash' } })
  const asked: string[] = []
  host.net.listen(3001, ({ method, path, headers }) => {
    asked.push(`${method} ${path} ${headers['x-request-id']}`)
    return 'reset'
  })
  const seen = await look('web-1')
  asked.length = 0
  await crashOf(around, runtime).crash(seen, 'request', 'r-crash')
  expect(asked).toEqual(['POST /_crash r-crash'])
  expect(crashWaysOf({ crash: '/x' })).toEqual(['abort', 'request'])
  expect(crashWaysOf({ crash: undefined })).toEqual(['abort'])
  const plain = await rigWith()
  await expect(
    crashOf(plain.around, plain.runtime).crash(await plain.look('web-1'), 'request', 'x'),
  ).rejects.toThrow('no path that makes it crash')
})
