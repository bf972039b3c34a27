import { describe, expect, test } from 'vitest'
import { restart } from '../../../src/drill/lifecycle.ts'
import type { StrategyKind } from '../../../src/drill/model.ts'
import { instances } from '../../../src/drill/refs.ts'
import { next } from '../../../src/drill/releases.ts'
import { deploy, rollback } from '../../../src/drill/shipping.ts'
import type { RefusalContext } from '../../../src/run/refusals/refusals.ts'
import type { Strategy } from '../../../src/target/target.ts'
import { refusalsOn, TARGET } from './planned.ts'

describe('a way of switching that the edge is not up to', () => {
  const canary: Strategy = {
    kind: 'canary',
    settleMs: 0,
    canary: {
      share: 0.2,
      warmUpMs: 0,
      intervalMs: 3000,
      intervals: 10,
      latencyRatio: 1.25,
      errorMargin: 0.01,
      hardErrors: 0.1,
      hardP95Ms: 1000,
      minRequests: 30,
    },
  }
  const blueGreen: Strategy = { kind: 'blue-green', settleMs: 0 }
  const noTraffic = TARGET.capabilities.filter((capability) => capability !== 'traffic')
  const shipped = () => [deploy(next()), rollback()]

  test.each<[string, Partial<RefusalContext['target']>, string[]]>([
    ['rolling asks for nothing', { canRoute: false, capabilities: noTraffic }, []],
    [
      'somebody’s own command asks for nothing',
      { strategy: { kind: 'command' }, canRoute: false, capabilities: noTraffic },
      [],
    ],
    ['blue-green', { strategy: blueGreen, capabilities: noTraffic }, []],
    ['blue-green without a route', { strategy: blueGreen, canRoute: false }, ['edge.route']],
    ['canary', { strategy: canary }, []],
    ['canary without a route', { strategy: canary, canRoute: false }, ['edge.route']],
    ['canary without a log', { strategy: canary, capabilities: noTraffic }, ['edge.accessLog']],
    [
      'canary without either',
      { strategy: canary, canRoute: false, capabilities: noTraffic },
      ['edge.route', 'edge.accessLog'],
    ],
  ])('%s', (_what, less, missing) => {
    const found = refusalsOn(shipped, less)
    expect(found.map(({ code }) => code)).toEqual(missing.map(() => 'capability-missing'))
    expect(found.map(({ hint }) => hint)).toEqual(missing.map((what) => expect.stringContaining(what)))
    // A drill that ships nothing can be run all the same.
    expect(refusalsOn(() => [restart(instances())], less)).toEqual([])
  })

  test.each<[Strategy, StrategyKind, string | null]>([
    [canary, 'canary', null],
    [blueGreen, 'blue-green', null],
    [{ kind: 'rolling', settleMs: 0 }, 'canary', 'deploy: { strategy: "canary" }'],
    [blueGreen, 'canary', 'deploy: { strategy: "canary" }'],
    [{ kind: 'command' }, 'blue-green', "`strategy: 'command'`"],
    [blueGreen, 'command', 'deploy: { run, rollback }'],
    [{ kind: 'command' }, 'command', null],
  ])('on a target with %o, a drill of %s alone', (strategy, rehearsed, hint) => {
    const found = refusalsOn(() => [deploy(next(), { strategy: rehearsed }), rollback()], { strategy })
    expect(found).toEqual(
      hint === null
        ? []
        : [expect.objectContaining({ code: 'plan-refused', hint: expect.stringContaining(hint) })],
    )
  })
})
