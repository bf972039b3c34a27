import { expect, test } from 'vitest'
import { loss } from '../../src/drill/faults.ts'
import { cutLink, slowLink } from '../../src/drill/links.ts'
import { during, hold, phase } from '../../src/drill/steps.ts'
import { faults } from '../../src/fault/map.ts'
import { neededLinks } from '../../src/run/needed-links.ts'

test('only services whose link is disturbed, each once', () => {
  const steps = [
    phase('p', [during(slowLink('db', '1s'), [hold('1s'), cutLink('cache')]), cutLink('db')]),
    phase('q', [during(loss('queue', { as: 'hang' }), [hold('1s')])]),
  ]
  expect(neededLinks(steps, faults)).toEqual(['db', 'cache'])
})
