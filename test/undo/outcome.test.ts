import { expect, it } from 'vitest'
import { failed, nothingToUndo, undone } from '../../src/undo/outcome.ts'

it('only a failed undo is not healed, and only it has a remedy', () => {
  expect([nothingToUndo('a'), undone('b'), failed('c', 'd')]).toEqual([
    { healed: true, outcome: 'nothing', evidence: 'a', remedy: null },
    { healed: true, outcome: 'undone', evidence: 'b', remedy: null },
    { healed: false, outcome: 'failed', evidence: 'c', remedy: 'd' },
  ])
})
