/** Nobody checks types when a drill file is loaded: what a stock factory is given wrongly is refused where it stands. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ready } from '../../src/drill/conditions.ts'
import { release } from '../../src/drill/releases.ts'
import { resolve } from '../../src/drill/resolve.ts'
import * as stock from '../../src/drills/index.ts'
import { optionsOf, rate } from '../../src/drills/options.ts'
import { RELEASE_DRILL } from '../../src/drills/release-drill.ts'
import { at, refusal } from '../drill/refusal.ts'

const FILE = fileURLToPath(import.meta.url)
const { slo: _slo, stockTriggers: _triggers, ...factories } = stock
/** As a drill file calls them: without types. */
const { badDeploy, blueGreen, canary, crashSupervision, gracefulStop, killNode } = factories as Untyped
const { killDuringDeploy, migrationGate, readiness, restartAll, rollingDeploy, runtimeConfig } =
  factories as Untyped
type Untyped = Record<keyof typeof factories, (options?: unknown) => ReturnType<typeof stock.killNode>>

const OTHER = { with: { LEVEL: 'debug' }, shows: { level: 'debug' } }
const wrong: [what: string, act: () => unknown, message: string, hint: RegExp][] = [
  [
    'a name that is nearly right',
    () => rollingDeploy({ rte: '100/s' }),
    'rollingDeploy({ rte }): unknown option; did you mean rate?',
    new RegExp(`^It takes ${Object.keys(RELEASE_DRILL).join(', ')}\\.$`),
  ],
  [
    'a name that is like none',
    () => readiness({ somethingElse: 1 }),
    'readiness({ somethingElse }): unknown option.',
    /^It takes load, .*check/,
  ],
  [
    'a parameter',
    () => badDeploy({ bad: 'wobbly' }),
    'badDeploy({ bad }): unknown option; it is chosen when the drill is run.',
    /^Leave it out, and write --set bad=…: failing, slow, exits, never-ready\.$/,
  ],
  [
    'another parameter',
    () => badDeploy({ made: 'found' }),
    'badDeploy({ made })',
    /--set made=…: kept, wrapped/,
  ],
  [
    'a way to crash',
    () => crashSupervision({ by: 'magic' }),
    'crashSupervision({ by })',
    /request, abort\.$/,
  ],
  ['a fault', () => killNode({ lose: 'kill' }), 'killNode({ lose })', /kill, pause\.$/],
  ['what is shipped', () => canary({ ship: 'slow' }), 'canary({ ship })', /--set ship=…/],
  ['how it is lost', () => readiness({ as: 'gone' }), 'readiness({ as })', /stopped, hang\.$/],
  [
    'a text for a flag',
    () => blueGreen({ migrate: 'no' }),
    'blueGreen({ migrate }): "no" is not true or false.',
    /^Write \{ migrate: false \}, or leave it out\.$/,
  ],
  [
    'no CPU at all',
    () => (factories as Untyped).squeezeNode({ cpu: '0%' }),
    'squeezeNode({ cpu }): "0%" is not',
    /5%/,
  ],
  [
    'a number for a rate',
    () => rollingDeploy({ rate: 50 }),
    'rollingDeploy({ rate }): 50 is not a rate.',
    /^Write \{ rate: '200\/s' \}, or leave it out\.$/,
  ],
  ['an unreadable rate', () => killNode({ rate: 'fast' }), 'killNode({ rate }): "fast" is not a rate', /./],
  [
    'no time at all',
    () => restartAll({ baseline: '0s' }),
    'restartAll({ baseline }): "0s" is not a duration above 0.',
    /./,
  ],
  ['a time to hold', () => killNode({ lost: 'longer' }), 'killNode({ lost }): "longer" is not', /./],
  ['a budget below nothing', () => killDuringDeploy({ budget: -1 }), 'killDuringDeploy({ budget }): -1', /./],
  [
    'a release for a function',
    () => badDeploy({ release: release('1.0.1') }),
    'badDeploy({ release }): an object is not a function that gives a release.',
    /\(bad\) => release\(/,
  ],
  ['a version for a release', () => migrationGate({ destructive: '1.2.0' }), 'migrationGate({ destruc', /./],
  ['an unknown strategy', () => blueGreen({ strategy: 'green' }), 'blueGreen({ strategy }): "green"', /./],
  ['one trigger', () => blueGreen({ triggers: ready() }), 'blueGreen({ triggers })', /./],
  [
    'an operation without its list',
    () => gracefulStop({ fast: 'list' }),
    'gracefulStop({ fast }): "list"',
    /./,
  ],
  ['no operation at all', () => gracefulStop({ fast: [] }), 'gracefulStop({ fast }): a list is not', /./],
  ['an empty name', () => gracefulStop({ stop: '' }), 'gracefulStop({ stop }): "" is not', /./],
  ['half of the probes', () => gracefulStop({ jobs: { open: 'a' } }), 'gracefulStop({ jobs })', /./],
  ['a report that is no pattern', () => crashSupervision({ report: 5 }), 'crashSupervision({ report })', /./],
  [
    'nothing where something is needed',
    () => runtimeConfig(),
    'runtimeConfig({ other }): it is missing.',
    /^Write runtimeConfig\(\{ other: \{ with: \{ LOG_LEVEL: 'debug' \}, shows: \{/,
  ],
  [
    'values that are no texts',
    () => runtimeConfig({ other: OTHER, bad: { A: 1 } }),
    'runtimeConfig({ bad })',
    /./,
  ],
  [
    'no values to see',
    () => runtimeConfig({ other: { ...OTHER, shows: {} } }),
    'runtimeConfig({ other })',
    /./,
  ],
  [
    'a text for options',
    () => killNode('50/s'),
    'killNode("50/s"): options are given by name.',
    /killNode\(\{ load: 'shop' \}\)/,
  ],
  ['null for options', () => killNode(null), 'killNode(null): options are given by name.', /./],
]

describe('refused, with the place, the factory and the option', () => {
  test.each(wrong)('%s', (_what, act, message, hint) => {
    const refused = refusal(act)
    expect(refused.code).toBe('drill-invalid')
    expect(refused.message).toMatch(at(FILE, message))
    expect(refused.hint).toMatch(hint)
  })

  test('an option that no factory knows, by each of them', () => {
    for (const [name, factory] of Object.entries(factories as Untyped)) {
      expect(refusal(() => factory({ other: OTHER, zzzzzzzzzz: 1 })).message).toContain(`${name}({ `)
    }
    expect(Object.keys(factories)).toHaveLength(19)
  })
})

test('what is right passes, and so does what is given as undefined', () => {
  const given = { rate: '50/s', load: undefined } as const
  expect(optionsOf<{ rate?: string; load?: string | undefined }>('any', given, { rate, load: rate })).toBe(
    given,
  )
  const right: [(options?: unknown) => unknown, unknown][] = [
    [killNode, { lost: 'long-enough', baseline: undefined }],
    [crashSupervision, { report: /x/, loop: 'loop', instance: 'web-2', backWithin: '5s' }],
    [migrationGate, { unready: null, destructive: release('1.2.0') }],
    [killDuringDeploy, { budget: 0, migrate: false, triggers: [] }],
    [blueGreen, { strategy: 'command' }],
    [canary, { release: () => release('1.0.1') }],
    [gracefulStop, { fast: ['list'], jobs: { open: 'a', twice: 'b', oldestMs: 'c' }, stopped: '5s' }],
    [runtimeConfig, { other: OTHER, bad: { LEVEL: '' } }],
  ]
  for (const [factory, options] of right) expect(factory(options)).toMatchObject({ kind: 'drill' })
})

test('kept releases are asked for, and there are none', () => {
  const asked = () => resolve(badDeploy(), { seed: 1, file: 'drills/any.ts', set: { made: 'kept' } })
  expect(refusal(asked)).toMatchObject({
    code: 'param-invalid',
    message: expect.stringContaining('--set made=kept: badDeploy() was given no releases'),
    hint: expect.stringContaining('badDeploy({ release: (bad) =>'),
  })
})

test('each parameter of a stock drill is either an option or known to be chosen', () => {
  for (const factory of Object.values(factories as Untyped)) {
    for (const name of Object.keys(factory({ ...needed(factory) }).params)) {
      const { message } = refusal(() => factory({ ...needed(factory), [name]: Number.NaN }))
      expect(message).toMatch(/ is not |chosen when the drill is run/)
    }
  }
})

function needed(factory: unknown): object {
  return factory === runtimeConfig ? { other: OTHER } : {}
}
