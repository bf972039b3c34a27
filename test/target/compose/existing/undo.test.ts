import { expect, it } from 'vitest'
import { restoring } from '../../../../src/target/compose/existing/undo.ts'
import { labelsOf, staging } from './rig.ts'

it('names containers by their ids, with where the engine is, and removes nothing', async () => {
  const { engine } = await staging()
  const undoOf = restoring(engine, 'shop', 20_000)
  const endpoint = { url: 'tcp://10.0.0.5:2375', tls: null }
  const before = { id: 'abc', startedMs: 1.5 }
  expect(undoOf('end', 'web-1', { ...before, endsWithinMs: 7000 })).toEqual({
    kind: 'start-container',
    args: {
      ...{ endpoint, id: 'abc', labels: labelsOf('shop', 'web-1'), readyMs: 20_000 },
      ...{ startedMs: 1.5, endsWithinMs: 7000 },
    },
  })
  expect(undoOf('end', 'web-1', before).args).toMatchObject({ startedMs: 1.5, endsWithinMs: 0 })
  expect(undoOf('start', 'web-1', before).kind).toBe('nothing')
})
