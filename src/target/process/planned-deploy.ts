/** What a deploy or a rollback will run: by the user's own command, or step by step by the built-in strategy. */

import { breakageIn, plainVersion } from '../app/broken-version.ts'
import { plannedSwitches as bySteps, type Switch } from '../app/planned-switches.ts'
import { strategyOf } from '../app/strategy.ts'
import type { PlannedCommand } from '../target.ts'
import { checkCommand } from './completeness.ts'
import { migrationCommand } from './migration-command.ts'
import { instanceNames } from './option-rules.ts'
import type { Planning } from './planning.ts'
import { buildCommand } from './release.ts'
import { instanceSpec, type ProcessSpec } from './spec.ts'
import { deployCommand, routeCommand } from './user-commands.ts'
import { loopback } from './variables.ts'
import { wrappedSpec } from './wrap.ts'

export function plannedSwitches(planning: Planning, step: Switch): PlannedCommand[] {
  const { around, signal, run, where } = planning
  const { options } = around
  const at = (version: string) => ({ version, where: where(version) })
  const stop = (name: string) => [signal(`stop ${name}`, name, options.stopSignal)]
  return bySteps(strategyOf(options), instanceNames(options), step, {
    gate: ({ to }) => gate(planning, to),
    own: ({ kind, from, to }) => [run(deployCommand(around, kind, at(to), at(from)))],
    stop,
    remove: stop,
    onto: (name, version) => onto(planning, name, version),
    route: (shares) => route(planning, shares),
  })
}

/** What is looked at before anything is switched. A release that is there already is not built. */
function gate({ around, run, where }: Planning, to: string): PlannedCommand[] {
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

function onto(planning: Planning, name: string, version: string): PlannedCommand[] {
  return [...planning.point(name, version), planning.start(specOf(planning, name, version))]
}

function specOf({ around, place, places }: Planning, name: string, version: string): ProcessSpec {
  const kind = breakageIn(version)
  if (kind === null) return instanceSpec(around, place(name))
  return wrappedSpec(around, place(name), { how: { kind }, version }, places.number(`port behind ${name}`))
}

function route(planning: Planning, shares: Readonly<Record<string, number | string>>): PlannedCommand[] {
  const told = Object.entries(shares).map(([name, weight]) => ({
    name,
    weight,
    url: loopback(planning.place(name).port),
  }))
  const command = routeCommand(planning.around, told)
  return command ? [planning.run(command)] : []
}
