import { expect, it } from 'vitest'
import { plannedSwitches, type Switch, type SwitchParts } from '../../../src/target/app/planned-switches.ts'
import type { PlannedCommand, Strategy } from '../../../src/target/target.ts'

const said = (what: string): PlannedCommand[] => [{ what, command: { argv: [], cwd: '/', env: {} } }]
const parts: SwitchParts = {
  gate: ({ to }) => said(`gate ${to}`),
  own: ({ kind, to }) => said(`own ${kind} ${to}`),
  stop: (name) => said(`stop ${name}`),
  onto: (name, version) => said(`${name} onto ${version}`),
  remove: (name) => said(`remove ${name}`),
  route: (shares) =>
    said(
      Object.entries(shares)
        .map(([name, weight]) => `${name}=${weight}`)
        .join(' '),
    ),
}
const settleMs = 0
const plan = (strategy: Strategy | null, kind: Switch['kind'] = 'deploy') =>
  plannedSwitches(strategy, ['a', 'b'], { kind, from: '1', to: '2' }, parts).map(({ what }) => what)
const rolling = ['a=0 b=1', 'stop a', 'a onto 2', 'a=1 b=1', 'a=1 b=0', 'stop b', 'b onto 2', 'a=1 b=1']

it('looks first, and goes one by one', () => {
  expect(plan({ kind: 'rolling', settleMs })).toEqual(['gate 2', ...rolling])
  expect(plan({ kind: 'rolling', settleMs }, 'rollback')).toEqual(rolling)
})

it('starts the second set, shares, switches; the way back is the switch alone', () => {
  expect(plan({ kind: 'blue-green', settleMs })).toEqual([
    'gate 2',
    'a-green onto 2',
    'b-green onto 2',
    'a=4 b=4 a-green=1 b-green=1',
    'a=1 b=1 a-green=1 b-green=1',
    'a-green=1 b-green=1 a=0 b=0',
  ])
  expect(plan({ kind: 'blue-green', settleMs }, 'rollback')).toEqual(['a=1 b=1 a-green=0 b-green=0'])
})

it('tries a canary against a control before it goes one by one', () => {
  const canary = { kind: 'canary', settleMs, canary: {} } as Strategy
  expect(plan(canary)).toEqual([
    'gate 2',
    'canary onto 2',
    'control onto 1',
    'a=1 b=1 canary=<share> control=<share>',
    'a=1 b=1',
    'remove canary',
    'remove control',
    ...rolling,
  ])
  expect(plan(canary, 'rollback')).toEqual(rolling)
})

it("runs the user's own command, and nothing where nothing is switched", () => {
  expect(plan({ kind: 'command' })).toEqual(['gate 2', 'own deploy 2'])
  expect(plan({ kind: 'command' }, 'rollback')).toEqual(['own rollback 2'])
  expect(plan(null)).toEqual([])
})
