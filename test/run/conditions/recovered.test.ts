import { expect, test } from 'vitest'
import { recovered } from '../../../src/run/conditions/recovered.ts'
import { onStage } from '../on-stage.ts'
import { requestRow } from '../rows.ts'

test('it holds after five clean seconds of what clients see, and not before', async () => {
  const { context, stage, clock } = await onStage()
  stage.live.faultAt(0)
  for (let ms = 0; ms < 9000; ms += 50) stage.live.add([requestRow({ startMs: ms, ok: ms > 1500 })])
  await clock.sleep(7500)
  expect(await recovered({ kind: 'recovered' }, context)).toMatchObject({ met: false })
  await clock.sleep(1000)
  const seen = await recovered({ kind: 'recovered' }, context)
  expect(seen).toMatchObject({ met: true, restedOn: expect.stringContaining('2 s after the fault') })
})
