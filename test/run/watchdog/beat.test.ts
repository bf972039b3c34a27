import { expect, test } from 'vitest'
import { BEAT, BEAT_EVERY_MS, RELEASED, SILENT_FOR_MS } from '../../../src/run/watchdog/beat.ts'

test('many beats must be missed before a run is taken over', () => {
  expect(SILENT_FOR_MS / BEAT_EVERY_MS).toBeGreaterThanOrEqual(10)
})

test('no number of beats makes the last word', () => {
  expect(RELEASED).not.toContain(BEAT)
})
