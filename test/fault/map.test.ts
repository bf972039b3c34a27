import { expect, it } from 'vitest'
import { faults } from '../../src/fault/map.ts'

it('holds every fault under its own kind, and each names what it needs', () => {
  expect(Object.entries(faults).map(([key, { kind, needs }]) => [key, kind, needs])).toEqual([
    ['kill', 'kill', ['lifecycle']],
    ['pause', 'pause', ['suspend']],
    ['disconnect', 'disconnect', ['network']],
    ['squeeze', 'squeeze', ['resources']],
    ['fill', 'fill', ['storage']],
    ['crash', 'crash', ['crash']],
    ['loss', 'loss', ['services']],
    ['slow-link', 'slow-link', ['links']],
    ['cut-link', 'cut-link', ['links']],
    ['flaky-link', 'flaky-link', ['links']],
  ])
})
