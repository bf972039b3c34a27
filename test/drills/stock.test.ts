/** The stock drills as they stand in `drills/`: what each does, in the words of its plan, kept beside this test. */
import { expect, test } from 'vitest'
import badDeploy from '../../drills/bad-deploy.ts'
import blueGreen from '../../drills/blue-green.ts'
import canary from '../../drills/canary.ts'
import crashSupervision from '../../drills/crash-supervision.ts'
import gracefulStop from '../../drills/graceful-stop.ts'
import killDuringDeploy from '../../drills/kill-during-deploy.ts'
import killNode from '../../drills/kill-node.ts'
import lossyDatabase from '../../drills/lossy-database.ts'
import migrationGate from '../../drills/migration-gate.ts'
import partitionNode from '../../drills/partition-node.ts'
import pauseNode from '../../drills/pause-node.ts'
import readiness from '../../drills/readiness.ts'
import restart from '../../drills/restart.ts'
import rollbackByHand from '../../drills/rollback-by-hand.ts'
import rollingDeploy from '../../drills/rolling-deploy.ts'
import runtimeConfig from '../../drills/runtime-config.ts'
import slowDatabase from '../../drills/slow-database.ts'
import soak from '../../drills/soak.ts'
import squeezeNode from '../../drills/squeeze-node.ts'
import { describeObjective, describeStep } from '../../src/drill/describe.ts'
import type { Drill } from '../../src/drill/drill.ts'
import { objectivesIn } from '../../src/drill/long-enough.ts'
import type { Step } from '../../src/drill/model.ts'
import { replaceLongEnough } from '../../src/drill/planning.ts'
import { requiredRequests } from '../../src/drill/requests.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { inner, visits } from '../../src/drill/walk.ts'
import * as badDeployOf from '../../src/drills/bad-deploy.ts'
import * as blueGreenOf from '../../src/drills/blue-green.ts'
import * as canaryOf from '../../src/drills/canary.ts'
import * as crashSupervisionOf from '../../src/drills/crash-supervision.ts'
import * as gracefulStopOf from '../../src/drills/graceful-stop.ts'
import * as stock from '../../src/drills/index.ts'
import * as killDuringDeployOf from '../../src/drills/kill-during-deploy.ts'
import * as lossyDatabaseOf from '../../src/drills/lossy-database.ts'
import * as migrationGateOf from '../../src/drills/migration-gate.ts'
import * as partitionNodeOf from '../../src/drills/partition-node.ts'
import * as pauseNodeOf from '../../src/drills/pause-node.ts'
import * as readinessOf from '../../src/drills/readiness.ts'
import * as restartOf from '../../src/drills/restart.ts'
import * as rollbackByHandOf from '../../src/drills/rollback-by-hand.ts'
import * as rollingDeployOf from '../../src/drills/rolling-deploy.ts'
import * as runtimeConfigOf from '../../src/drills/runtime-config.ts'
import * as sloOf from '../../src/drills/slo.ts'
import * as slowDatabaseOf from '../../src/drills/slow-database.ts'
import * as soakOf from '../../src/drills/soak.ts'
import * as squeezeNodeOf from '../../src/drills/squeeze-node.ts'
import * as triggersOf from '../../src/drills/triggers.ts'

const all: { drill: Drill; set?: Record<string, string> }[] = [
  { drill: badDeploy, set: { bad: 'failing' } },
  { drill: badDeploy, set: { bad: 'never-ready', made: 'wrapped' } },
  { drill: blueGreen },
  { drill: canary },
  { drill: canary, set: { ship: 'slow' } },
  { drill: canary, set: { ship: 'good-unseen', migrate: 'false' } },
  { drill: crashSupervision },
  { drill: gracefulStop },
  { drill: killDuringDeploy },
  { drill: lossyDatabase },
  { drill: migrationGate },
  { drill: partitionNode },
  { drill: pauseNode },
  { drill: readiness, set: { as: 'hang' } },
  { drill: restart },
  { drill: rollbackByHand },
  { drill: rollingDeploy },
  { drill: runtimeConfig },
  { drill: slowDatabase },
  { drill: soak },
  { drill: squeezeNode, set: { cpu: '5%' } },
]

test('what each drill does', async () => {
  const outlines = all.map(({ drill, set = {} }) => outlineOf(drill, set))
  await expect(`${outlines.join('\n\n')}\n`).toMatchFileSnapshot('./outlines.txt')
})

test.each([...all, { drill: killNode }])('$drill.name holds long enough for what is judged', (one) => {
  const drill = resolve(one.drill, { seed: 1, file: 'drills/any.ts', set: { rate: '200/s', ...one.set } })
  const planned = replaceLongEnough(drill)
  const phases = [...visits(planned.steps)].flatMap(({ step }) => (step.kind === 'phase' ? [step] : []))
  const short = phases.flatMap((phase) => {
    const [needed = 0] = objectivesIn(phase, planned)
      .map((each) => requiredRequests(each)?.toDecide ?? 0)
      .toSorted((a, b) => b - a)
    const [holds, bakes] = [sum(phase, 'hold'), sum(phase, 'deploy')]
    // A comparison takes thirty seconds at least; what a second is enough for needs no hold.
    if (phase.name === 'canary' || needed <= 200) return []
    // One that is due at the very end belongs to the next window: just as many would be one too few half of the time.
    // A release bakes in a phase that lasts longer than that in any case.
    const isEnough = holds > (needed / 200) * 1000 || (bakes > 0 && holds + bakes >= (needed / 200) * 1000)
    return isEnough ? [] : [`${phase.name}: ${holds} + ${bakes} ms`]
  })
  expect(phases.length).toBeGreaterThan(1)
  expect(short).toEqual([])
})

/** What a phase lasts at least: its holds, of lanes the longest; or what its deploys bake. */
function sum(step: Step, kind: 'hold' | 'deploy'): number {
  if (step.kind === 'together')
    return Math.max(...step.lanes.map((lane) => lane.reduce((so, each) => so + sum(each, kind), 0)))
  const own = step.kind !== kind ? 0 : step.kind === 'hold' ? step.durationMs : step.bakeMs
  return own + inner(step).reduce((so, each) => so + sum(each, kind), 0)
}

test('each is there without any option, but for what nobody can guess', () => {
  const { slo, stockTriggers, runtimeConfig: configured, ...factories } = stock
  expect(slo()).toHaveLength(2)
  expect(stockTriggers()).toHaveLength(3)
  const other = { with: { LEVEL: 'debug' }, shows: { level: 'debug' } }
  const drills = [configured({ other }), ...Object.values(factories).map((factory) => factory())]
  const names = drills.map((drill) => resolve(drill, { seed: 1, file: 'drills/any.ts' }).name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['kill-node', 'bad-deploy', 'rolling-deploy', 'canary']))
})

test('the room gives out all that its files do', () => {
  const files = [
    ...[badDeployOf, blueGreenOf, canaryOf, crashSupervisionOf, gracefulStopOf, killDuringDeployOf],
    ...[
      lossyDatabaseOf,
      slowDatabaseOf,
      migrationGateOf,
      partitionNodeOf,
      pauseNodeOf,
      soakOf,
      readinessOf,
      restartOf,
      rollbackByHandOf,
      rollingDeployOf,
      runtimeConfigOf,
      sloOf,
      squeezeNodeOf,
      triggersOf,
    ],
  ]
  const given = new Set(Object.values(stock))
  for (const value of files.flatMap((file) => Object.values(file))) expect(given).toContain(value)
})

test('without kept releases a bad one is made of the current one', () => {
  const drill = resolve(stock.badDeploy(), { seed: 1, file: 'drills/any.ts' })
  expect(drill.params.made).toBe('wrapped')
  expect(outlineOf(stock.badDeploy(), {})).toContain('the current release, made to fail 5 %')
})

function outlineOf(drill: Drill, set: Record<string, string>): string {
  const resolved = resolve(drill, { seed: 1, file: `drills/${drill.name}.ts`, set })
  const params = Object.entries(resolved.params).map(([name, value]) => `${name}=${value}`)
  const expected = resolved.expect.map(describeObjective)
  return [
    `${resolved.name} ${params.join(' ')}`,
    `  expect ${expected.join('; ')}`,
    ...lines(resolved.steps, '  '),
  ].join('\n')
}

function lines(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap((step) => {
    const own = step.kind === 'phase' ? step.expect.map(describeObjective) : []
    const besides = step.kind === 'phase' && !step.inherit ? ' (by its own objectives alone)' : ''
    const expected = own.length === 0 ? [] : [`${indent}  expect ${own.join('; ')}`]
    return [`${indent}${describeStep(step)}${besides}`, ...expected, ...lines(inner(step), `${indent}  `)]
  })
}
