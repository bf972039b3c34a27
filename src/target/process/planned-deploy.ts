/** What a deploy or a rollback will run: by the user's own command, or step by step by the built-in strategy. */

import { strategyOf } from '../app/strategy.ts'
import type { PlannedCommand, PlannedStep } from '../target.ts'
import { checkCommand } from './completeness.ts'
import { migrationCommand } from './migration-command.ts'
import { instanceNames } from './option-rules.ts'
import { breakageIn, type Planning, plainVersion } from './planning.ts'
import { buildCommand } from './release.ts'
import { instanceSpec, type ProcessSpec } from './spec.ts'
import { deployCommand, routeCommand } from './user-commands.ts'
import { loopback } from './variables.ts'
import { wrappedSpec } from './wrap.ts'

type Switch = Extract<PlannedStep, { kind: 'deploy' | 'rollback' }>

export function plannedSwitches(planning: Planning, step: Switch): PlannedCommand[] {
  const { around } = planning
  const before = step.kind === 'deploy' ? gate(planning, step) : []
  switch (strategyOf(around.options)?.kind) {
    case 'command': {
      const at = (version: string) => ({ version, where: planning.where(version) })
      return [...before, planning.run(deployCommand(around, step.kind, at(step.to), at(step.from)))]
    }
    case 'rolling':
      return [...before, ...rolling(planning, step)]
    case 'blue-green':
      return [...before, ...blueGreen(planning, step)]
    case 'canary':
      return [
        ...before,
        ...(step.kind === 'deploy' ? canary(planning, step) : []),
        ...rolling(planning, step),
      ]
    case undefined:
      return []
  }
}

/** What is looked at before anything is switched. A release that is there already is not built. */
function gate({ around, run, where }: Planning, { to }: Switch): PlannedCommand[] {
  const version = plainVersion(to)
  const build = version === around.options.release?.current ? null : buildCommand(around, version)
  const release = { version, where: where(version) }
  const check = checkCommand(around, release)
  const { migrations } = around.options
  return [
    ...(build ? [run(build)] : []),
    ...(check ? [run(check)] : []),
    ...(migrations ? [run(migrationCommand(around, migrations, 'status', release))] : []),
  ]
}

function rolling(planning: Planning, step: Switch): PlannedCommand[] {
  const { around, signal } = planning
  const names = instanceNames(around.options)
  return names.flatMap((name) => [
    ...route(planning, weights(names, name)),
    signal(`stop ${name}`, name, around.options.stopSignal),
    ...onto(planning, name, step.to),
    ...route(planning, weights(names)),
  ])
}

/** The old set is kept: the way back is the switch alone. On the way there both serve until the second is reached. */
function blueGreen(planning: Planning, step: Switch): PlannedCommand[] {
  const names = instanceNames(planning.around.options)
  const second = names.map((name) => `${name}-green`)
  const only = (set: readonly string[], rest: readonly string[]) =>
    route(planning, { ...weights(set), ...Object.fromEntries(rest.map((name) => [name, 0])) })
  if (step.kind === 'rollback') return only(names, second)
  return [
    ...second.flatMap((name) => onto(planning, name, step.to)),
    ...route(planning, { ...Object.fromEntries(names.map((name) => [name, 4])), ...weights(second) }),
    ...route(planning, weights([...names, ...second])),
    ...only(second, names),
  ]
}

function canary(planning: Planning, { from, to }: Switch): PlannedCommand[] {
  const { around, signal } = planning
  const { stopSignal } = around.options
  const names = instanceNames(around.options)
  return [
    ...onto(planning, 'canary', to),
    ...onto(planning, 'control', from),
    ...route(planning, { ...weights(names), canary: '<share>', control: '<share>' }),
    ...route(planning, weights(names)),
    signal('stop canary', 'canary', stopSignal),
    signal('stop control', 'control', stopSignal),
  ]
}

function onto(planning: Planning, name: string, version: string): PlannedCommand[] {
  return [...planning.point(name, version), planning.start(specOf(planning, name, version))]
}

function specOf({ around, place, places }: Planning, name: string, version: string): ProcessSpec {
  const kind = breakageIn(version)
  if (kind === null) return instanceSpec(around, place(name))
  return wrappedSpec(around, place(name), { how: { kind }, version }, places.number(`port behind ${name}`))
}

function weights(names: readonly string[], out?: string): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, name === out ? 0 : 1]))
}

function route(planning: Planning, shares: Record<string, number | string>): PlannedCommand[] {
  const told = Object.entries(shares).map(([name, weight]) => ({
    name,
    weight,
    url: loopback(planning.place(name).port),
  }))
  const command = routeCommand(planning.around, told)
  return command ? [planning.run(command)] : []
}
