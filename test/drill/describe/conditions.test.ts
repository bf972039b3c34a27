import { expect, test } from 'vitest'
import {
  anyOf,
  logged,
  probeValue,
  ready,
  recovered,
  serving,
  trigger,
  unready,
} from '../../../src/drill/conditions.ts'
import { describeCondition } from '../../../src/drill/describe/conditions.ts'
import { errors, p95 } from '../../../src/drill/indicators.ts'
import { next } from '../../../src/drill/releases.ts'

test.each([
  [recovered(), 'clients have recovered'],
  [ready(), 'every instance is ready'],
  [ready({ atLeast: 1 }), 'at least 1 instance is ready'],
  [probeValue('queue', 0), 'probe queue shows 0'],
  [serving(next()), 'every instance serves the next release'],
  [serving(next(), { atLeast: 2 }), 'at least 2 instances serve the next release'],
  [unready(), 'every instance is unready'],
  [unready({ check: 'database', atLeast: 1 }), 'at least 1 instance is unready, naming database'],
  [trigger(errors().above('2%'), { over: '3s' }), 'errors above 2 % over 3 s'],
  [
    trigger(p95({ route: 'GET /' }).above('250ms'), { over: '3s', for: '500ms' }),
    'p95 of GET / above 250 ms over 3 s, for 500 ms',
  ],
  [logged('crash loop'), 'a log has "crash loop"'],
  [logged(/crash loop/i), 'a log has a line that matches /crash loop/i'],
  [anyOf(recovered(), logged('x')), 'clients have recovered, or a log has "x"'],
])('%#: %s', (condition, text) => {
  expect(describeCondition(condition)).toBe(text)
})
