import { describe, expect, it } from 'vitest'
import { lifecycleOf } from '../../../src/target/compose/lifecycle.ts'
import { stopService } from '../../../src/target/compose/stop.ts'
import { rigWith } from './rig.ts'

const long = { stop_grace_period: '45s' }

describe('instances under Compose', () => {
  it('are killed as a node that is lost: down until they are started', async () => {
    const { runtime, around, look, intents } = await rigWith()
    const lifecycle = lifecycleOf(around, runtime)
    const seen = await look('web-1')
    expect((await lifecycle.kill(seen)).command.argv).toEqual(['docker', 'kill', 'shop-web-1-1'])
    expect((await look('web-1')).identity).toBeNull()
    expect([...runtime.fleet.asked]).toEqual(['web-1'])
    const over = AbortSignal.abort(new Error('SIGINT was received'))
    const cut = await rigWith()
    await cut.runtime.engine.signal(cut.ids['web-1'] ?? '', 'SIGKILL')
    await expect(lifecycleOf(cut.around, cut.runtime).start('web-1', over)).rejects.toThrow('SIGINT')
    await lifecycle.start('web-1')
    expect(intents.map(({ what }) => what)).toEqual(['start web-1'])
    expect((await look('web-1')).identity).not.toBeNull()
    expect([...runtime.fleet.asked]).toEqual([])
    await expect(lifecycle.start('web-1')).rejects.toThrow('up already')
    await expect(lifecycle.start('web-9')).rejects.toThrow('no instance "web-9"')
  })

  it('have the stop limit of their Compose file, and the drain time of the configuration', async () => {
    const services = { 'web-1': long, 'web-2': { stop_grace_period: '40s' } }
    const { runtime, around } = await rigWith({ services, written: { drainTime: '30s' } })
    expect(lifecycleOf(around, runtime)).toMatchObject({ stopLimitMs: 40_000, drainMs: 30_000 })
  })

  it('tell how they ended when they are asked to', async () => {
    const program = { endsOn: { SIGTERM: { afterMs: 1500, code: 0 } } }
    const { runtime, around } = await rigWith({ programs: { 'web-1': program }, services: { 'web-1': long } })
    const stopped = await lifecycleOf(around, runtime).stop('web-1')
    expect(stopped).toMatchObject({ exitCode: 0, signal: null, killed: false })
    expect(stopped.tookMs).toBeGreaterThanOrEqual(1500)
    expect(await stopService('web-1', around, runtime)).toMatchObject({ exitCode: null, tookMs: 0 })
  })

  it('are killed when their time is over, which is said', async () => {
    const programs = { 'web-1': { ignores: ['SIGTERM'] as const } }
    const { runtime, around, said } = await rigWith({ programs })
    expect(await stopService('web-1', around, runtime)).toMatchObject({ killed: true, signal: 'SIGKILL' })
    expect(said).toEqual([expect.stringContaining('web-1 did not end within 10 s')])
  })

  it('are stopped when they hang, too', async () => {
    const { runtime, around, ids } = await rigWith()
    await runtime.engine.pause(ids['web-1'] ?? '')
    await stopService('web-1', around, runtime)
    expect((await runtime.containers.find('web-1')).state).toBe('exited')
  })
})
