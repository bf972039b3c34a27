import { expect, it } from 'vitest'
import { tell } from '../../../src/runbook/parts/tell.ts'
import { NOBODY, today } from '../build-rehearsal.ts'

it('names those of the configuration, and says where there are none', () => {
  expect(tell(NOBODY, { today: today(), unfit: [] })).toMatchObject({
    points: ['#releases on the chat'],
    missing: [],
  })
  const nobody = tell(NOBODY, { today: today({ tell: [] }), unfit: [] })
  expect(nobody.points).toEqual([])
  expect(nobody.missing[0]?.what).toContain('names nobody')
})
