import { describe, expect, test } from 'vitest'
import { serving } from '../../src/drill/conditions.ts'
import { disconnect, fill, kill, loss, squeeze, start } from '../../src/drill/faults.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { cutLink, flakyLink, slowLink } from '../../src/drill/links.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instanceServing, instances, victim } from '../../src/drill/refs.ts'
import { broken, current, failing, next, previous } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import { during, each, hold, phase, together, until } from '../../src/drill/steps.ts'
import { refusesToBoot } from '../../src/drill/trials.ts'
import { plannedCommands } from '../../src/run/planned-commands.ts'
import { createFakeTarget, type FakeOptions } from '../../src/target/fake.ts'
import type { PlannedStep } from '../../src/target/target.ts'
import { resolved } from '../drill/sample.ts'

function planned(steps: () => Step[], options: FakeOptions = {}) {
  const { steps: all } = resolved(() => [phase('p', [hold('20s'), ...steps()])])
  return plannedCommands(all, createFakeTarget(2, options))
}

/** What would be typed, step by step, after the start. */
function typed(...args: Parameters<typeof planned>): string[][] {
  return planned(...args)
    .slice(1)
    .map(({ commands }) => commands.map(({ command }) => command.argv.join(' ')))
}

describe('what a drill will run', () => {
  test('begins with the start of everything; what runs nothing is left out', () => {
    const all = planned(() => [until(serving(current()), { within: '5s' })])
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ step: 'start', refused: null })
    expect(all[0]?.commands.map(({ what }) => what)).toEqual(['start web-1', 'start web-2'])
  })

  test('a deploy of the next release, its migration, and the rollback, in order and by versions', () => {
    expect(typed(() => [migrate(next()), deploy(next()), rollback()])).toEqual([
      ['fake-migrate up 1.1.0'],
      ['fake-switch web-1 1.1.0', 'fake-switch web-2 1.1.0'],
      ['fake-switch web-1 1.0.0', 'fake-switch web-2 1.0.0'],
    ])
  })

  test('a bad release that a trigger ends is taken back from what it was', () => {
    const steps = () => [
      expectRefused(deploy(broken(current(), failing('5%'))), { because: 'triggered' }),
      rollback(),
      migrate(previous()),
    ]
    const all = planned(steps).slice(1)
    expect(all.map(({ refused }) => refused)).toEqual([['triggered'], null, null])
    expect(typed(steps)).toEqual([
      ['fake-switch web-1 1.0.0+failing', 'fake-switch web-2 1.0.0+failing'],
      ['fake-switch web-1 1.0.0', 'fake-switch web-2 1.0.0'],
      ['fake-migrate up 1.0.0'],
    ])
  })

  test('one that the gate refuses leaves what serves, and is marked', () => {
    const steps = () => [
      expectRefused(deploy(next()), { because: 'migration-pending' }),
      deploy(next()),
      rollback(),
    ]
    const all = planned(steps).slice(1)
    expect(all.map(({ refused }) => refused)).toEqual([['migration-pending'], null, null])
    expect(typed(steps).at(-1)).toEqual(['fake-switch web-1 1.0.0', 'fake-switch web-2 1.0.0'])
  })

  test('one that somebody else rolls back is only watched', () => {
    expect(typed(() => [deploy(next()), rollback({ observed: true })])).toHaveLength(1)
  })

  test('stops, restarts and starts, by name', () => {
    expect(typed(() => [stop(instance('web-2')), start(instance('web-2')), restart(instances())])).toEqual([
      ['fake-stop <pid of web-2>'],
      ['fake-start <pid of web-2>'],
      [
        'fake-stop <pid of web-1>',
        'fake-stop <pid of web-2>',
        'fake-start <pid of web-1>',
        'fake-start <pid of web-2>',
      ],
    ])
  })

  test('each instance in turn', () => {
    const steps = () =>
      resolved(() => [each(instances(), (it) => [phase('in turn', [hold('1s'), restart(it)])])]).steps
    const all = plannedCommands(steps(), createFakeTarget(2)).slice(1)
    expect(all.map(({ commands }) => commands.map(({ what }) => what))).toEqual([
      ['stop web-1', 'start web-1'],
      ['stop web-2', 'start web-2'],
    ])
    expect(all.every(({ example }) => example === null)).toBe(true)
  })

  test('what only the run can name stands as an example, and the victim is the same one', () => {
    const all = planned(() => [kill(instance()), start(victim()), kill(instanceServing(current()))]).slice(1)
    expect(all.map(({ example }) => example)).toEqual(['web-1', 'web-1', 'web-1'])
    expect(all.map(({ commands }) => commands[0]?.what)).toEqual(['kill web-1', 'start web-1', 'kill web-1'])
  })

  test('a fault that holds is ended after its steps', () => {
    expect(typed(() => [during(loss('db', { as: 'stopped' }), [stop(instance('web-1'))])])).toEqual([
      ['fake-lose db stopped'],
      ['fake-stop <pid of web-1>'],
      ['fake-give-back db stopped'],
    ])
    expect(typed(() => [during(kill(instance('web-2')), [hold('1s')])])).toEqual([
      ['fake-kill <pid of web-2>'],
      ['fake-start <pid of web-2>'],
    ])
  })

  test('who was cut off is put back, by the end of its fault or by a start', () => {
    expect(
      typed(() => [during(disconnect(instance('web-2')), [hold('1s')]), start(instance('web-2'))]),
    ).toEqual([
      ['fake-disconnect <pid of web-2>'],
      ['fake-reconnect <pid of web-2>'],
      ['fake-start <pid of web-2>'],
    ])
    expect(typed(() => [disconnect(instance('web-2')), start(victim())])).toEqual([
      ['fake-disconnect <pid of web-2>'],
      ['fake-reconnect <pid of web-2>'],
    ])
  })

  test('who was squeezed gets back what it had', () => {
    expect(
      typed(() => [during(squeeze(instance('web-2'), { cpu: '10%', memory: '64m' }), [hold('1s')])]),
    ).toEqual(
      ['fake-squeeze web-2 cpus=0.1 memory=67108864', 'fake-release web-2 cpus memory'].map((each) => [each]),
    )
    expect(typed(() => [squeeze(instance('web-2'), { cpu: '10%' }), start(victim())])).toEqual(
      ['fake-squeeze web-2 cpus=0.1', 'fake-release web-2 cpus'].map((each) => [each]),
    )
  })

  test('what was filled is emptied', () => {
    expect(typed(() => [fill(instance('web-2'), { path: '/tmp' }), start(victim())])).toEqual([
      ['fake-fill web-2 /tmp'],
      ['fake-empty web-2 /tmp'],
    ])
  })

  test('a link is disturbed and cleared; the start is told of it', () => {
    const steps = () => [during(slowLink('db', '100ms'), [hold('1s')]), flakyLink('db', '5%'), cutLink('db')]
    expect(typed(steps)).toEqual([
      ['fake-disturb db slow'],
      ['fake-clear db'],
      ['fake-disturb db flaky'],
      ['fake-disturb db cut'],
    ])
    let start: unknown = null
    const target = createFakeTarget(1)
    const commands = (step: PlannedStep) => {
      if (step.kind === 'start-all') start = step.links
      return target.commands(step)
    }
    plannedCommands([], { ...target, commands }, ['db'])
    expect(start).toEqual(['db'])
  })

  test('lanes one after the other, as they are written', () => {
    expect(typed(() => [together([deploy(next())], [kill(instance('web-1'))])])).toHaveLength(2)
  })

  test('a trial boot says what is left out in turn', () => {
    let asked: unknown = null
    const target = createFakeTarget(1)
    const { steps } = resolved(() => [
      phase('p', [hold('20s'), refusesToBoot(current(), { without: 'each required', within: '5s' })]),
    ])
    plannedCommands(steps, {
      ...target,
      commands(step) {
        asked = step
        return []
      },
    })
    expect(asked).toMatchObject({
      kind: 'boot',
      release: '1.0.0',
      without: ['<each required variable in turn>'],
    })
  })

  test('a release that the configuration does not name runs nothing: it is refused elsewhere', () => {
    const unnamed = { versions: { current: '1.0.0', next: null } }
    expect(typed(() => [migrate(next()), deploy(next())], unnamed)).toEqual([])
  })
})
