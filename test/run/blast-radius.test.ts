import { describe, expect, test } from 'vitest'
import type { BlastLimit } from '../../src/drill/blast-radius.ts'
import { kill, pause, squeeze, start } from '../../src/drill/faults.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { during, hold, together } from '../../src/drill/steps.ts'
import { createBlastRadius } from '../../src/run/blast-radius.ts'
import type { InjectedFault } from '../../src/run/stage.ts'
import { onStage, statesOf } from './on-stage.ts'

const on = (blastRadius: BlastLimit, count = 3) => onStage({ instances: count, blastRadius })
const web = (n: number) => instance(`web-${n}`)

async function refused(steps: Step[], blastRadius: BlastLimit = 1, count = 3) {
  const rig = await on(blastRadius, count)
  const error = await rig.take(...steps).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return { ...rig, error }
}

describe('one at a time', () => {
  test('one is hit; another, while it is down, is not: nothing is done to that', async () => {
    const rig = await refused([kill(web(1)), kill(web(2))])
    expect(rig.error).toMatchObject({
      code: 'blast-radius',
      message: 'web-2 would be hit while web-1 still is: 2 at once, and 1 was agreed to. It was not done.',
      hint: expect.stringContaining('--blast-radius 2'),
    })
    expect(rig.said('fault-intended')).toHaveLength(1)
    expect(await statesOf(rig)).toEqual({ 'web-1': 'down', 'web-2': 'ready', 'web-3': 'ready' })
  })

  test.each<[string, () => Step[]]>([
    ['started again', () => [kill(web(1)), start(victim()), kill(web(2))]],
    ['healed', () => [during(pause(web(1)), [hold('1s')]), pause(web(2))]],
    ['restarted', () => [restart(web(1)), restart(web(2))]],
    ['stopped, and started again', () => [stop(web(1)), start(web(1)), stop(web(2))]],
    ['the same one', () => [kill(web(1)), kill(web(1))]],
  ])('what is %s is hit no more', async (_what, steps) => {
    const { error } = await refused(steps())
    // The fake has nobody to kill twice, and says so in its own words.
    expect(error).not.toMatchObject({ code: 'blast-radius' })
  })

  test('one that is starved is ready all the while, and is hit', async () => {
    const { error } = await refused([squeeze(web(1), { cpu: '10%' }), stop(web(2))])
    expect(error).toMatchObject({ code: 'blast-radius' })
  })

  test('of two lanes the second finds what the first has taken', async () => {
    const rig = await refused([together([kill(web(1))], [kill(web(2))])])
    expect(rig.error).toMatchObject({ code: 'blast-radius' })
    expect(rig.said('fault-intended')).toHaveLength(1)
  })

  test('all at once are too many', async () => {
    const rig = await refused([restart(instances())], 2)
    expect(rig.error).toMatchObject({ message: expect.stringContaining('3 at once, and 2 was agreed to') })
    expect(rig.said('stopped')).toEqual([])
  })

  test('two are two, where that was agreed to', async () => {
    expect((await refused([kill(web(1)), kill(web(2))], 2)).error).toBeNull()
  })
})

describe('an instance of several processes', () => {
  const seen = (name: string, bootId: string) => ({
    name,
    url: null,
    identity: { process: null, bootId, mark: `r/${name}` },
    release: null,
    ready: true,
  })
  /** `now`: the boot id by which web-1 answers when web-2 is to be hit. */
  const hitBoth = async (fault: string, args: object, now: string) => {
    let bootId = 'a'
    const radius = createBlastRadius(1, {
      instances: async () => [seen('web-1', bootId), seen('web-2', 'x')],
    })
    const hit = await radius.hit([seen('web-1', bootId)])
    hit.by({ healed: false, intent: { fault, args } } as unknown as InjectedFault)
    bootId = now
    await radius.hit([seen('web-2', 'x')])
  }

  test('is hit on, whichever of them answers', async () => {
    await expect(hitBoth('squeeze', {}, 'b')).rejects.toMatchObject({ code: 'blast-radius' })
    const beside = [{ process: null, bootId: 'b', mark: 'r/web-1' }]
    await expect(hitBoth('crash', { beside }, 'b')).rejects.toMatchObject({ code: 'blast-radius' })
  })

  test('is hit no more once a new one answers for the one that crashed', async () => {
    await expect(hitBoth('crash', {}, 'b')).resolves.toBeUndefined()
  })
})

describe('the last one that is ready', () => {
  test('is not hit, however many were agreed to', async () => {
    const rig = await on(3, 2)
    rig.fake.unready('web-2')
    await expect(rig.take(kill(web(1)))).rejects.toMatchObject({
      code: 'blast-radius',
      message: 'Beside web-1, no instance is ready and not hit (web-2 is not): it was not done.',
      hint: expect.stringContaining('--blast-radius all'),
    })
    expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
  })

  test('is not hit either where there is no other', async () => {
    expect((await refused([kill(web(1))], 1, 1)).error).toMatchObject({ code: 'blast-radius' })
  })

  test('one that is not ready is not the last: nobody is taken from', async () => {
    const rig = await on(1, 2)
    rig.fake.unready('web-1')
    rig.fake.unready('web-2')
    await expect(rig.take(kill(web(1)))).resolves.toBe('done')
  })

  test('is hit where all were agreed to', async () => {
    expect((await refused([kill(web(1)), kill(web(2))], 'all', 2)).error).toBeNull()
  })
})

test('a service is no instance', async () => {
  const rig = await on(1, 2)
  rig.fake.unready('web-2')
  const lost: Step = {
    kind: 'fault',
    fault: 'loss',
    victim: { ref: 'service', name: 'db' },
    args: { as: 'stopped' },
    place: 'drills/a.ts:1',
  }
  await expect(rig.take(lost)).resolves.toBe('done')
})
