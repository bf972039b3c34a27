import { expect, it } from 'vitest'
import { KEEPER_LABEL, keeperLabels, keeperName } from '../../../src/host/keeper/label.ts'

it('is known by a label of its own, and says where the record of its run is', () => {
  expect(keeperLabels('20261121-120304-hung-1f3a', '/app/reports/20261121-120304-hung-1f3a')).toEqual({
    [KEEPER_LABEL]: '20261121-120304-hung-1f3a',
    'dev.firedrill.record': '/app/reports/20261121-120304-hung-1f3a',
  })
  // Whoever sweeps the run's own things must not find it.
  expect(KEEPER_LABEL).not.toBe('dev.firedrill.run')
})

it('has a name that an engine takes', () => {
  expect(keeperName('20261121-120304-hung-1f3a')).toBe('firedrill-keeper-20261121-120304-hung-1f3a')
  expect(keeperName('a drill/é')).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]+$/)
})
