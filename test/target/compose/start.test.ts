import { describe, expect, it } from 'vitest'
import { bringUp, startAll } from '../../../src/target/compose/start.ts'
import { startFailure } from '../../../src/target/compose/start-failure.ts'
import { waitForInstance } from '../../../src/target/compose/wait.ts'
import { open, rigWith } from './rig.ts'

const failing = {
  host: { programs: { docker: { exit: { afterMs: 10, code: 1 }, stderr: 'web-1 is unhealthy' } } },
}

describe('the start of a project', () => {
  it('goes from what is needed to those that need it', async () => {
    const { around, runtime, intents, host } = await rigWith({
      written: {
        prepare: [{ run: 'docker compose run --rm migrate', env: { A: '{project}' } }],
        profiles: ['more'],
      },
      services: { worker: {}, tool: { profiles: ['tools'] }, extra: { profiles: ['more'] } },
    })
    host.net.listen(8080, () => ({ status: 200 }))
    await startAll(around, runtime)
    expect(intents.map(({ what }) => what)).toEqual([
      'bring up db',
      'prepare: docker compose run --rm migrate',
      'bring up web-1, web-2',
      'bring up worker, extra',
      'bring up edge',
    ])
    expect(intents[1]?.command?.env).toMatchObject({ A: 'shop', COMPOSE_PROJECT_NAME: 'shop' })
  })

  it('says why one did not come up, in its own last words', async () => {
    const { around, runtime, host, engine, ids } = await rigWith({
      ...failing,
      programs: { 'web-1': { exit: { afterMs: 5, code: 3 } } },
    })
    engine.say(ids['web-1'] ?? '', 'stderr', 'Error: no DATABASE_URL')
    await host.clock.sleep(10)
    const error = await bringUp(['web-1'], around, runtime, open).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'start-failed' })
    expect(error.message).toMatch(
      /web-1 ended before it was ready \(exit code 3\)\.\n.*\n {2}Error: no DATABASE_URL/,
    )
  })

  it('tells one that lives and is not well from one that ended; else docker compose has the word', async () => {
    const { around, runtime } = await rigWith({ ...failing, checked: ['web-1'], down: ['web-2'] })
    await expect(bringUp(['web-1'], around, runtime, open)).rejects.toMatchObject({ code: 'never-ready' })
    await expect(bringUp(['web-2'], around, runtime, open)).rejects.toThrow('web-2 was never started')
    await expect(bringUp(['db'], around, runtime, open)).rejects.toThrow('web-1 is unhealthy')
    expect(await startFailure(['web-1'], around, runtime, AbortSignal.abort())).toBeNull()
  })
})

describe('waiting for an instance', () => {
  it('ends at once when its container ends', async () => {
    const { around, runtime, host, ids } = await rigWith({ written: { health: '/health' } })
    host.net.listen(3001, () => ({ status: 503 }))
    const waiting = waitForInstance('web-1', around, runtime, open)
    await runtime.engine.signal(ids['web-1'] ?? '', 'SIGKILL')
    await expect(waiting).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('exit code 137'),
    })
  })

  it('ends when a restart policy has started it again and again in vain, and bears one such end', async () => {
    const ends = { exit: { afterMs: 300, code: 9 } }
    const restarting = { programs: { 'web-1': ends }, restarting: ['web-1'] }
    const { around, runtime, host } = await rigWith(restarting)
    host.net.listen(3001, () => ({ status: 503 }))
    await expect(waitForInstance('web-1', around, runtime, open)).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringMatching(/exit code 9, started again [34] times/),
    })
    const second = await rigWith(restarting)
    second.host.net.listen(3001, () => ({ status: second.host.clock.monoMs() > 700 ? 200 : 503 }))
    await waitForInstance('web-1', second.around, second.runtime, open)
  })

  it('takes one for ended that was started again before it was too late, and not for slow', async () => {
    const { around, runtime, host } = await rigWith({
      written: { readyTimeout: '1s' },
      programs: { 'web-1': { exit: { afterMs: 600, code: 9 } } },
      restarting: ['web-1'],
    })
    host.net.listen(3001, () => ({ status: 503 }))
    await expect(waitForInstance('web-1', around, runtime, open)).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('has started it again (1 so far)'),
    })
  })

  it('ends when it is not ready in its time, and what it said of its health', async () => {
    const { around, runtime, host } = await rigWith({ written: { health: '/health', readyTimeout: '2s' } })
    host.net.listen(3001, ({ path }) => ({ status: path === '/health' ? 200 : 503 }))
    await expect(waitForInstance('web-1', around, runtime, open)).rejects.toMatchObject({
      code: 'never-ready',
      message: expect.stringContaining('/health gave 200'),
    })
  })
})
