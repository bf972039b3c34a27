import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../src/drill/model.ts'
import type { Bound, Indicator, Objective } from '../../../src/drill/objective.ts'
import { measured } from '../../../src/run/conditions/measured.ts'
import { onStage, PLACE } from '../on-stage.ts'
import { requestRow } from '../rows.ts'

type Measured = Extract<Condition, { kind: 'measured' }>

function wanted(
  indicator: Indicator,
  bound: Bound,
  more: Partial<Measured> = {},
  filter: Objective['filter'] = {},
): Measured {
  const objective: Objective = { indicator, filter, bound, over: 'window', place: PLACE }
  return { kind: 'measured', objective, overMs: 3000, forMs: 0, ...more }
}
const P95: Indicator = { kind: 'latency', percentile: 95 }
const errorsAbove1 = wanted({ kind: 'errors' }, { op: 'above', value: 0.01 })

/** 100 requests a second that end in the last `seconds`, each one as `row` says. */
async function seenOver(seconds: number, row: (index: number) => object) {
  const rig = await onStage()
  await rig.clock.sleep(seconds * 1000)
  const rows = Array.from({ length: seconds * 100 }, (_, k) =>
    requestRow({ startMs: k * 10, durationMs: 5, ...row(k) }),
  )
  rig.stage.live.add(rows)
  return rig
}

describe('what clients saw over the last seconds', () => {
  test('the ratio of errors, with the numbers that made it', async () => {
    const { context } = await seenOver(3, (k) =>
      k % 50 === 7 ? { ok: false, status: 500, operation: 'place order' } : {},
    )
    const seen = await measured(errorsAbove1, context).look()
    expect(seen.met).toBe(true)
    expect(seen.restedOn).toContain('6 of 300 requests of the last 3 s failed')
    expect(seen.samples).toMatchObject({ total: 300, failed: 6, p95Ms: 5, sinceMs: 0, untilMs: 3000 })
    expect(seen.samples?.failures).toHaveLength(5)
    expect(seen.samples?.failures).toMatchObject([
      { startMs: 70, status: 500, operation: 'place order' },
      {},
      {},
      {},
      {},
    ])
  })

  test('just at the bound is not above it', async () => {
    const { context } = await seenOver(3, (k) => ({ ok: k % 100 !== 7 }))
    expect(await measured(errorsAbove1, context).look()).toMatchObject({ met: false })
    const atLeast = wanted({ kind: 'errors' }, { op: 'atLeast', value: 0.01 })
    expect(await measured(atLeast, context).look()).toMatchObject({ met: true })
  })

  test('what is older does not count', async () => {
    const { context, clock } = await seenOver(3, (k) => ({ ok: k >= 100 }))
    expect(await measured(errorsAbove1, context).look()).toMatchObject({ met: true })
    await clock.sleep(1100)
    expect(await measured(errorsAbove1, context).look()).toMatchObject({ met: false })
  })

  test('how many failed', async () => {
    const { context } = await seenOver(3, (k) => ({ ok: k > 2 }))
    const more = (value: number) =>
      measured(wanted({ kind: 'failures' }, { op: 'above', value }), context).look()
    expect(await more(2)).toMatchObject({ met: true })
    expect(await more(3)).toMatchObject({ met: false })
  })

  test('a percentile, exactly; one that failed is slower than anything', async () => {
    const slow = wanted(P95, { op: 'above', value: 250 })
    const one = await seenOver(3, (k) => ({ durationMs: k < 15 ? 400 : 5 }))
    expect(await measured(slow, one.context).look()).toMatchObject({ met: false, samples: { p95Ms: 5 } })
    const more = await seenOver(3, (k) => ({ durationMs: k < 16 ? 400 : 5 }))
    expect(await measured(slow, more.context).look()).toMatchObject({ met: true, samples: { p95Ms: 400 } })
    const failed = await seenOver(3, (k) => ({ ok: k >= 16 }))
    expect(await measured(slow, failed.context).look()).toMatchObject({
      met: true,
      samples: { p95Ms: 'never' },
    })
  })

  test('of the requests that match alone', async () => {
    const { context } = await seenOver(3, (k) =>
      k % 2 === 0 ? { operation: 'write', ok: k % 20 !== 0 } : {},
    )
    const of = (operation: string) =>
      measured(wanted({ kind: 'errors' }, { op: 'above', value: 0.09 }, {}, { operation }), context).look()
    expect(await of('write')).toMatchObject({ met: true, samples: { total: 150, failed: 15 } })
    expect(await of('read')).toMatchObject({ met: false })
  })

  test('fewer than twenty requests decide nothing', async () => {
    const all = { ok: false }
    const few = await onStage()
    await few.clock.sleep(3000)
    few.stage.live.add(Array.from({ length: 19 }, (_, k) => requestRow({ startMs: k, ...all })))
    const seen = await measured(errorsAbove1, few.context).look()
    expect(seen).toMatchObject({ met: false, restedOn: expect.stringContaining('fewer than 20') })
    few.stage.live.add([requestRow({ startMs: 20, ...all })])
    expect(await measured(errorsAbove1, few.context).look()).toMatchObject({ met: true })
    const none = await onStage()
    expect(await measured(errorsAbove1, none.context).look()).toMatchObject({
      met: false,
      samples: { total: 0 },
    })
  })
})

describe('at every look for a while', () => {
  test('and not before', async () => {
    const { context, clock } = await seenOver(3, () => ({ ok: false }))
    const evaluator = measured({ ...errorsAbove1, forMs: 500 }, context)
    expect(await evaluator.look()).toMatchObject({ met: false })
    await clock.sleep(400)
    expect(await evaluator.look()).toMatchObject({ met: false })
    await clock.sleep(100)
    expect(await evaluator.look()).toMatchObject({ met: true })
  })

  test('one good look begins the time anew', async () => {
    const { context, stage, clock } = await seenOver(3, () => ({ ok: false }))
    const evaluator = measured({ ...errorsAbove1, overMs: 300, forMs: 200 }, context)
    const all = (ok: boolean, fromMs: number) =>
      stage.live.add(
        Array.from({ length: 30 }, (_, k) => requestRow({ startMs: fromMs + k, durationMs: 1, ok })),
      )
    expect(await evaluator.look()).toMatchObject({ met: false })
    all(true, 3200)
    await clock.sleep(400)
    expect(await evaluator.look()).toMatchObject({ met: false })
    all(false, 3400)
    await clock.sleep(50)
    expect(await evaluator.look()).toMatchObject({ met: false })
    await clock.sleep(150)
    expect(await evaluator.look()).toMatchObject({ met: false })
    await clock.sleep(50)
    expect(await evaluator.look()).toMatchObject({ met: true })
  })

  test('each evaluator counts by itself', async () => {
    const { context, clock } = await seenOver(3, () => ({ ok: false }))
    const wantedFor = { ...errorsAbove1, forMs: 500 }
    const first = measured(wantedFor, context)
    await first.look()
    await clock.sleep(500)
    expect(await measured(wantedFor, context).look()).toMatchObject({ met: false })
    expect(await first.look()).toMatchObject({ met: true })
  })
})

test('what no live number decides is refused', async () => {
  const { context } = await seenOver(3, () => ({}))
  const recovery = wanted({ kind: 'recovery' }, { op: 'above', value: 1 })
  await expect(measured(recovery, context).look()).rejects.toMatchObject({ code: 'drill-invalid' })
  const worse = wanted({ kind: 'errors' }, { op: 'notWorseThan', window: 'baseline', tolerance: 0.1 })
  await expect(measured(worse, context).look()).rejects.toMatchObject({ code: 'drill-invalid' })
})
