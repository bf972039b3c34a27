import { expect, it } from 'vitest'
import { killNode } from '../../src/drills/index.ts'
import { drillTest } from '../../src/vitest/drill-test.ts'
import { checkOptions, type DrillTestOptions } from '../../src/vitest/options.ts'
import { refusalOf } from '../config/project.ts'

it('nothing need be said', () => {
  expect(checkOptions('kill-node', {})).toEqual({
    set: {},
    confirm: [],
    strict: false,
    retryInconclusive: 0,
    inconclusive: 'fail',
  })
  expect(checkOptions('x', { drill: killNode({ rate: '50/s' }), timeout: 60_000 })).toMatchObject({
    timeout: 60_000,
  })
})

it('what is wrong is named by its path, when the test is defined', async () => {
  const wrong = {
    set: 'rate=50/s',
    retryInconclusive: 11,
    rate: '50/s',
    blastRadius: 0,
    drill: {},
  } as unknown as DrillTestOptions
  const refused = await refusalOf(() => drillTest('kill-node', wrong))
  expect(refused).toMatchObject({ code: 'usage', hint: expect.stringContaining('docs/vitest.md') })
  expect(refused.message).toMatch(/^drillTest\('kill-node'\): /)
  for (const path of [
    'options.set',
    'options.retryInconclusive',
    'options.rate',
    'options.blastRadius',
    'options.drill',
  ])
    expect(refused.message).toContain(`${path}: `)
})
