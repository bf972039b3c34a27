import { expect, test } from 'vitest'
import { kill } from '../../src/drill/faults.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances } from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy } from '../../src/drill/shipping.ts'
import { each, hold, longEnough, phase } from '../../src/drill/steps.ts'
import { faults } from '../../src/fault/map.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { Host } from '../../src/host/host.ts'
import { type PlanOptions, planDrill } from '../../src/run/plan.ts'
import { createFakeTarget } from '../../src/target/fake.ts'
import type { Target } from '../../src/target/target.ts'
import { resolved } from '../drill/sample.ts'

function planOf(steps: () => Step[], target: Partial<Target> = {}, more: Partial<PlanOptions> = {}) {
  return planDrill(resolved(steps), {
    host: fakeHost(),
    target: { ...createFakeTarget(), ...target },
    faults,
    loads: ['shop'],
    handlers: [],
    namedProbes: [],
    readsLedger: true,
    indicators: [],
    maxRate: null,
    probeIntervalMs: 20,
    warmUpMs: 5000,
    blastRadius: 1,
    guards: [],
    allowedHosts: [],
    reached: [],
    ...more,
  })
}

test('every hold that is long enough is worked out', async () => {
  const { drill, phases, maxDurationMs } = await planOf(() => [phase('baseline', [hold(longEnough())])])
  const [baseline] = drill.steps
  const [step] = baseline?.kind === 'phase' ? baseline.steps : []
  // At least 2,995 requests decide 99.9 %: at 200/s they take about 15 s.
  const heldMs = step?.kind === 'hold' ? step.durationMs : 0
  expect(heldMs).toBeGreaterThanOrEqual(14_975)
  expect(heldMs).toBeLessThan(20_000)
  expect(phases).toMatchObject([{ name: 'baseline', plannedMs: heldMs }])
  expect(maxDurationMs).toBe(heldMs)
})

test('phases in a loop are planned for each of the target’s instances', async () => {
  const { phases } = await planOf(() => [each(instances(), (it) => [phase('lost', [kill(it), hold('10s')])])])
  expect(phases.map(({ name, plannedMs }) => [name, plannedMs])).toEqual([
    ['lost[web-1]', 10_000],
    ['lost[web-2]', 10_000],
  ])
})

test('what the descriptions refuse and what the target finds are both given', async () => {
  const inUse = { code: 'port-in-use', reason: 'Port 3001 is in use.', hint: 'Free it.' } as const
  const steps = () => [phase('lost', [kill(instance()), hold('20s')])]
  const refused = await planOf(steps, { capabilities: [], check: async () => [inUse] })
  expect(refused.refusals.map(({ code }) => code)).toEqual(['capability-missing', 'port-in-use'])
  expect((await planOf(steps)).refusals).toEqual([])
})

test('the target is asked for every release that the drill ships', async () => {
  const asked: (readonly string[])[] = []
  const check = async (_host: Host, versions: readonly string[] = []) => {
    asked.push(versions)
    return []
  }
  await planOf(() => [phase('p', [deploy(next()), hold('20s')])], { check })
  expect(asked).toEqual([['1.1.0']])
})

test('nothing is started', async () => {
  const start = () => Promise.reject(new Error('it was started'))
  await expect(planOf(() => [phase('p', [hold('20s')])], { start })).resolves.toMatchObject({ refusals: [] })
})

test('the longest time knows how long the user’s own deploy command may take', async () => {
  const steps = () => [phase('ships', [deploy(next())])]
  const minutes = async (strategy: Target['strategy']) =>
    (await planOf(steps, { strategy })).maxDurationMs / 60_000
  expect(await minutes({ kind: 'rolling', settleMs: 0 })).toBe(3)
  // The command and its way back, and for each a minute until every instance says that it serves.
  expect(await minutes({ kind: 'command', limitMs: 600_000 })).toBe(22)
  expect(await minutes({ kind: 'command', limitMs: 1000 })).toBe(3)
})

test('what will be run stands in it, from the start of everything on', async () => {
  const { commands } = await planOf(() => [phase('lost', [hold('20s'), kill(instance('web-2'))])])
  expect(commands.map(({ step }) => step)).toEqual(['start', 'kill web-2'])
})
