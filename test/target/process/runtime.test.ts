import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { allOf, untilGone } from '../../../src/target/process/runtime.ts'

const spec = { cwd: '/', env: {}, stdout: 'ignore', stderr: 'ignore' } as const

it('takes a spawn for gone once its forks are gone too', async () => {
  const host = fakeHost({
    programs: {
      sh: { exit: { afterMs: 100, code: 0 }, children: [['server']] },
      server: { exit: { afterMs: 5000, code: 0 } },
    },
  })
  const startedMs = host.clock.monoMs()
  const child = await host.processes.spawn({ ...spec, argv: ['sh'], mark: 'r/1' })
  const { how, atMs } = await untilGone(host, 'r/1', child)
  expect(how).toBe('exit code 0')
  expect(atMs - startedMs).toBeGreaterThanOrEqual(5000)
})

it('says by which signal it ended', async () => {
  const host = fakeHost({ programs: { server: {} } })
  const child = await host.processes.spawn({ ...spec, argv: ['server'], mark: 'r/1' })
  await host.processes.signal(child.identity, 'SIGKILL')
  expect((await untilGone(host, 'r/1', child)).how).toBe('signal SIGKILL')
})

it('believes that nothing is left only when it was seen twice', async () => {
  const { processes, ...host } = fakeHost()
  const found = { pid: 7, startTime: 'a' }
  let looks = 0
  const late = { ...host, processes: { ...processes, marked: async () => (looks++ === 0 ? [] : [found]) } }
  expect(await allOf(late, 'r/1')).toEqual([found])
})
