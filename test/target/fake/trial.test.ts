import { expect, it } from 'vitest'
import { releaseOf } from '../../../src/target/fake/app.ts'
import { startedFake } from './started.ts'

const signal = new AbortController().signal

it('boots a fake release, which is ready, ends or does neither by what it is', async () => {
  const { running, host } = await startedFake({ required: ['KEY'], leaks: ['logs/web-1.log: secret 1'] })
  const boot = (version: string, set = {}) =>
    running.trial!.boot(releaseOf(version), { set, without: [], withinMs: 700 }, signal)
  expect(await boot('1.0.0', { A: '1' })).toMatchObject({ outcome: 'ready', said: { config: { A: '1' } } })
  expect(await boot('1.0.0', { KEY: '' })).toMatchObject({ outcome: 'ended', exitCode: 78 })
  expect(await boot('1.1.0+exits')).toMatchObject({ outcome: 'ended', exitCode: 1 })
  const startMs = host.clock.monoMs()
  expect(await boot('1.1.0+never-ready')).toMatchObject({ outcome: 'neither', tookMs: 700 })
  expect(host.clock.monoMs() - startMs).toBe(700)
  expect((await running.trial!.searchSecrets([])).found).toEqual(['logs/web-1.log: secret 1'])
})
