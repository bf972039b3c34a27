/** What a deploy or a rollback will run under Compose. */
import { breakageIn, plainVersion } from '../app/broken-version.ts'
import type { OneCommand } from '../app/command.ts'
import { plannedSwitches as bySteps, type Switch } from '../app/planned-switches.ts'
import { strategyOf } from '../app/strategy.ts'
import type { PlannedCommand } from '../target.ts'
import { buildCommand as brokenCommand } from './broken-image.ts'
import { upCommand } from './command.ts'
import { migrationCommand } from './migrations.ts'
import { deployCommand } from './own-deploy.ts'
import { buildCommand, imageOf } from './release.ts'
import { routeCommand } from './route.ts'
import type { Surroundings } from './surroundings.ts'

/** How the commands of a plan are shown. */
export interface Showing {
  around: Surroundings
  typed(command: OneCommand): PlannedCommand
  /** `docker stop <container of web-1>`. */
  docker(what: string, argv: readonly string[], name: string): PlannedCommand
  stop(name: string): PlannedCommand
}

export function plannedSwitches(showing: Showing, step: Switch): PlannedCommand[] {
  const { around, typed, docker, stop } = showing
  const { options } = around
  const at = (version: string) => ({ version, where: imageOf(around, version) })
  return bySteps(strategyOf(options), options.instances, step, {
    gate: ({ to }) => gate(showing, to),
    own: ({ kind, from, to }) => [typed(deployCommand(around, kind, at(to), at(from)))],
    stop: (name) => [stop(name)],
    onto: (name, version) => [typed(upCommand(around, [name], { version, wait: false }))],
    remove: (name) => [stop(name), docker(`remove ${name}`, ['rm', '--volumes'], name)],
    route(shares) {
      const upstreams = Object.entries(shares).map(([name, weight]) => ({ name, weight }))
      const command = routeCommand(around, upstreams)
      return command ? [typed(command)] : []
    },
  })
}

export function plannedBuild(showing: Showing, version: string): PlannedCommand[] {
  const { around, typed } = showing
  if (breakageIn(version) !== null) {
    const made = { version, where: imageOf(around, version) }
    return [...plannedBuild(showing, plainVersion(version)), typed(brokenCommand(around, made))]
  }
  const command = buildCommand(around, version)
  if (!command) return []
  return [typed({ ...command, what: `${command.what}, unless its image is there` })]
}

function gate(showing: Showing, version: string): PlannedCommand[] {
  const { around, typed } = showing
  const { migrations } = around.options
  return [
    ...plannedBuild(showing, version),
    ...(migrations ? [typed(migrationCommand(around, migrations, 'status', { version }))] : []),
  ]
}
