import { expect, it } from 'vitest'
import { parts } from '../../../src/runbook/parts/map.ts'
import { PARTS } from '../../../src/runbook/runbook.ts'
import { NOBODY, today } from '../build-rehearsal.ts'

it('each part makes itself, and says what it misses where nothing was rehearsed', () => {
  for (const key of PARTS) {
    const part = parts[key](NOBODY, { today: today({ tell: [] }), unfit: [] })
    expect(part.key).toBe(key)
    expect(part.missing.length, key).toBeGreaterThan(0)
    expect(part.steps, key).toEqual([])
  }
})
