import { expect, test } from 'vitest'
import { describeObjective } from '../../src/drill/describe.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { killNode } from '../../src/drills/kill-node.ts'
import { ledger } from '../../src/drills/ledger.ts'
import { refusal } from '../drill/refusal.ts'

test('nothing unless it is asked for, else none lost and none duplicated of each', () => {
  expect(ledger()).toEqual([])
  const { expect: all } = resolve(killNode({ ledger: ['writes', 'jobs'] }), {
    seed: 1,
    file: 'drills/kill-node.ts',
  })
  expect(all.map(describeObjective).slice(-4)).toEqual([
    'lost writes at most 0 over the whole run',
    'duplicated writes at most 0 over the whole run',
    'lost jobs at most 0 over the whole run',
    'duplicated jobs at most 0 over the whole run',
  ])
  expect(resolve(killNode(), { seed: 1, file: 'drills/kill-node.ts' }).expect).toHaveLength(2)
})

test.each([[true], [[]], [['orders']]])('%j is no list of what can be asked for', (wrong) => {
  expect(refusal(() => killNode({ ledger: wrong as never })).message).toContain(
    'is not a list of writes, jobs',
  )
})
