import { expect, it } from 'vitest'
import { suspendOf } from '../../../src/target/compose/suspend.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { ENDPOINT, open, rigWith } from './rig.ts'

it('freezes a container and lets it go on; its undo, plain data, does so too', async () => {
  const { runtime, look, ids, host } = await rigWith()
  const suspend = suspendOf(runtime)
  const seen = await look('web-1')
  const undo = suspend.pauseUndo({ name: 'web-1', url: '', identity: seen.identity })
  expect(undo).toEqual({ kind: 'unpause-container', args: { endpoint: ENDPOINT, id: ids['web-1'] } })
  expect(await suspend.isPaused(seen)).toBe(false)
  expect((await suspend.pause(seen)).command.argv).toEqual(['docker', 'pause', 'shop-web-1-1'])
  expect(await suspend.isPaused(seen)).toBe(true)
  await suspend.resume(seen)
  expect(await suspend.isPaused(seen)).toBe(false)
  await suspend.pause(seen)
  const context = { host, signal: open, hurry: true }
  expect(await runUndo(undo, context)).toMatchObject({
    outcome: 'undone',
    evidence: expect.stringContaining('is running'),
  })
  expect(await runUndo(undo, context)).toMatchObject({ outcome: 'nothing', healed: true })
  expect(await suspend.isPaused(seen)).toBe(false)
  await expect(suspend.resume({ ...seen, name: 'nobody' })).rejects.toThrow('no container of nobody')
})
