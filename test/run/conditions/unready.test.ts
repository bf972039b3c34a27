import { describe, expect, test } from 'vitest'
import type { InstanceState } from '../../../src/journal/events.ts'
import { unready } from '../../../src/run/conditions/unready.ts'
import { onStage } from '../on-stage.ts'

const ALL = { kind: 'unready', check: null, atLeast: 'all' } as const

/** A stage whose watch says this, by instance: the checks that fail, or null for one that is ready. */
async function seenBy(watched: Record<string, string[] | null>) {
  const states = Object.entries(watched).map(
    ([name, failing]): InstanceState => ({
      name,
      alive: true,
      health: 200,
      ready: failing === null ? 200 : 503,
      failing: failing ?? [],
      serves: failing === null,
      release: null,
      bootId: null,
      endAsked: false,
    }),
  )
  return onStage({ watch: { now: () => states } })
}

describe('instances that say they are not ready', () => {
  test('all of them, and not while one is', async () => {
    const { context, fake, clock } = await seenBy({ 'web-1': ['self'], 'web-2': ['self'] })
    const evaluator = unready(ALL, context)
    fake.unready('web-1')
    expect(await evaluator.look()).toEqual({
      met: false,
      restedOn: 'web-1 says that it is not ready: self; web-2 says that it is ready',
    })
    fake.unready('web-2')
    await clock.sleep(100)
    expect(await evaluator.look()).toMatchObject({ met: true })
    expect(await unready({ ...ALL, atLeast: 1 }, context).look()).toMatchObject({ met: true })
  })

  test('by the check that they name', async () => {
    const { context, target } = await seenBy({ 'web-1': ['db'], 'web-2': ['db'] })
    await target.services?.lose('db', 'stopped')
    expect(await unready({ ...ALL, check: 'db' }, context).look()).toMatchObject({ met: true })
    expect(await unready({ ...ALL, check: 'queue' }, context).look()).toMatchObject({ met: false })
  })

  test('one look alone may be a race: the watch has to say so too', async () => {
    const { context, fake } = await seenBy({ 'web-1': ['self'], 'web-2': null })
    fake.unready('web-1')
    fake.unready('web-2')
    expect(await unready(ALL, context).look()).toMatchObject({ met: false })
    expect(await unready({ ...ALL, atLeast: 1 }, context).look()).toMatchObject({ met: true })
  })

  test('one that lives and does not answer has not said so', async () => {
    const { context, fake, target } = await seenBy({ 'web-1': ['self'], 'web-2': ['self'] })
    fake.unready('web-1')
    const [, second] = await target.instances()
    if (second) await target.suspend?.pause(second)
    expect(await unready(ALL, context).look()).toEqual({
      met: false,
      restedOn: 'web-1 says that it is not ready: self; web-2 lives and does not answer',
    })
    expect(await unready({ ...ALL, atLeast: 1 }, context).look()).toMatchObject({ met: true })
  })

  test('one that is down need not; where all are, none says it', async () => {
    const { context, fake, clock } = await seenBy({ 'web-1': ['self'], 'web-2': ['self'] })
    const evaluator = unready(ALL, context)
    fake.unready('web-1')
    fake.crash('web-2')
    expect(await evaluator.look()).toMatchObject({
      met: true,
      restedOn: expect.stringContaining('web-2 is down'),
    })
    fake.crash('web-1')
    await clock.sleep(100)
    expect(await evaluator.look()).toMatchObject({ met: false })
  })

  test('they are asked ten times a second at most', async () => {
    let asked = 0
    const rig = await seenBy({})
    const net = {
      ...rig.host.net,
      request: (url: string, options: { timeoutMs: number }) => {
        asked += 1
        return rig.host.net.request(url, options)
      },
    }
    const stage = { ...rig.stage, host: { ...rig.host, net } }
    const evaluator = unready(ALL, { ...rig.context, stage })
    for (let turn = 0; turn < 20; turn += 1) {
      await evaluator.look()
      await rig.clock.sleep(50)
    }
    expect(asked).toBe(20)
  })
})
