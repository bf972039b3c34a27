/** What a deploy or a rollback will run under Compose. */
import { breakageIn, plainVersion } from '../app/broken-version.ts'
import type { OneCommand } from '../app/command.ts'
import { plannedSwitches as bySteps, type Switch } from '../app/planned-switches.ts'
import { strategyOf } from '../app/strategy.ts'
import type { PlannedCommand } from '../target.ts'
import { buildCommand as brokenCommand } from './broken-image.ts'
import { scaleUpCommand, upCommand } from './command.ts'
import { migrationCommand } from './migrations.ts'
import { warningOf } from './own-command.ts'
import { deployCommand } from './own-deploy.ts'
import { isReplica } from './places.ts'
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
  /** Of a container that is made by then. */
  start(name: string): PlannedCommand
}

export function plannedSwitches(showing: Showing, step: Switch): PlannedCommand[] {
  const { around, typed, docker, stop } = showing
  const { options } = around
  const at = (version: string) => ({ version, where: imageOf(around, version) })
  return bySteps(strategyOf(options), options.instances, step, {
    gate: ({ to }) => gate(showing, to),
    own: ({ kind, from, to }) => [typed(warned(options, deployCommand(around, kind, at(to), at(from))))],
    stop: (name) => (isReplica(options, name) ? [] : [stop(name)]),
    onto: (name, version) =>
      isReplica(options, name)
        ? beside(showing, name, version)
        : [typed(upCommand(around, [name], { version, wait: false }))],
    remove: (name) => [stop(name), docker(`remove ${name}`, ['rm', '--volumes'], name)],
    route(shares) {
      const upstreams = Object.entries(shares).map(([name, weight]) => ({ name, weight }))
      const command = routeCommand(around, upstreams)
      return command ? [typed(command)] : []
    },
  })
}

function warned(options: Surroundings['options'], command: OneCommand): OneCommand {
  const warning = warningOf(options, command.argv)
  return warning === null ? command : { ...command, what: `${command.what} (${warning})` }
}

/** The further one is ready before the old one goes. */
function beside(
  { around, typed, docker, stop, start }: Showing,
  name: string,
  version: string,
): PlannedCommand[] {
  const count = around.options.instances.length + 1
  return [
    typed(scaleUpCommand(around, count, version)),
    start(name),
    stop(name),
    docker(`remove the old ${name}`, ['rm', '--volumes'], name),
  ]
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
