import { expect, it } from 'vitest'
import { plannedTexts } from '../../src/runbook/planned.ts'
import { PLANNED, ROOT } from './build-rehearsal.ts'

it('are as typed, each once, in their order', () => {
  const texts = plannedTexts([...PLANNED, ...PLANNED], ROOT)
  expect(texts).toHaveLength(PLANNED.length)
  expect(texts.at(-1)).toBe('./ship "$PWD"/releases/1')
})
