/** When a deploy is ended, written down before it begins. */
import { trigger, unready } from '../drill/conditions.ts'
import { errors, p95 } from '../drill/indicators.ts'
import type { Condition } from '../drill/model.ts'

/**
 * More than 1 % of requests fail, or the 95th percentile is above 250 ms, over three seconds and at every look for half
 * a second; or no instance is ready at all.
 */
export function stockTriggers(): Condition[] {
  return [
    trigger(errors().above('1%'), { over: '3s', for: '500ms' }),
    trigger(p95().above('250ms'), { over: '3s', for: '500ms' }),
    unready({ all: true }),
  ]
}
