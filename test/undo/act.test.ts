import { describe, expect, it } from 'vitest'
import { undoAct } from '../../src/undo/act.ts'
import { onFake } from './on-fake.ts'

describe('act', () => {
  it('calls the handler with its arguments, and takes what it says for evidence', async () => {
    const handlers = { open: async (args: object) => `opened ${JSON.stringify(args)}` }
    expect(await undoAct({ handler: 'open', args: { door: 1 } }, onFake({}, { handlers }))).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: 'opened {"door":1}',
      remedy: null,
    })
  })

  it('says that a handler ended, when it says nothing itself', async () => {
    const handlers = { open: async () => undefined }
    expect(await undoAct({ handler: 'open' }, onFake({}, { handlers }))).toMatchObject({
      healed: true,
      evidence: 'the handler "open" ended without an error',
    })
  })

  it('is not healed by a handler that says no, or that is not there', async () => {
    const handlers = { open: async () => false }
    expect(await undoAct({ handler: 'open' }, onFake({}, { handlers }))).toMatchObject({ healed: false })
    for (const context of [onFake(), onFake({}, { handlers })]) {
      const outcome = await undoAct({ handler: 'toString' }, context)
      expect(outcome).toMatchObject({ healed: false, remedy: expect.stringContaining('firedrill recover') })
    }
  })
})
