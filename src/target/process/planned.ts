/** What will be run for a step, as a person would type it: made by the code that runs it, on values known only later. */

import { plainVersion } from '../app/broken-version.ts'
import type { Redact } from '../app/redact.ts'
import type { PlannedCommand, PlannedStep } from '../target.ts'
import { crashCommand } from './crash.ts'
import { migrationCommand } from './migration-command.ts'
import type { ProcessOptions } from './options.ts'
import { plannedSwitches } from './planned-deploy.ts'
import { createPlanning, type Planning } from './planning.ts'
import { prepareCommands } from './prepare.ts'
import { buildCommand } from './release.ts'
import { edgeSpec, instanceSpec, serviceSpecs } from './spec.ts'
import { loopback, placesOf } from './variables.ts'

export function plannedCommands(
  options: ProcessOptions,
  root: string,
  redact: Redact,
): (step: PlannedStep) => PlannedCommand[] {
  return (step) => commandsOf(createPlanning(options, root, redact), step)
}

function commandsOf(planning: Planning, step: PlannedStep): PlannedCommand[] {
  const { around, place, start, signal } = planning
  const { stopSignal } = around.options
  switch (step.kind) {
    case 'start-all':
      return startAll(planning)
    case 'deploy':
    case 'rollback':
      return plannedSwitches(planning, step)
    case 'migrate':
      return migrate(planning, step)
    case 'boot':
      return boot(planning, step)
    case 'stop':
      return [signal(`stop ${step.name}`, step.name, stopSignal)]
    case 'start':
      return [start(instanceSpec(around, place(step.name)))]
    case 'kill':
      return [signal(`kill ${step.name}`, step.name, 'SIGKILL')]
    case 'pause':
      return [signal(`pause ${step.name}`, step.name, 'SIGSTOP')]
    // A process has no network of its own: the plan refuses it.
    case 'disconnect':
    case 'reconnect':
    case 'disturb':
    case 'clear':
    // Nor limits of its own.
    case 'squeeze':
    case 'release':
    // Nor a disk of its own.
    case 'fill':
    case 'empty':
      return []
    case 'crash':
      return crash(planning, step)
    case 'lose':
    case 'give-back':
      return service(planning, step)
  }
}

function startAll(planning: Planning): PlannedCommand[] {
  const { around, start, run, point } = planning
  const { release } = around.options
  const build = release ? buildCommand(around, release.current) : null
  const edge = edgeSpec(around)
  const instances = placesOf(around)
  return [
    ...(build ? [run(build)] : []),
    ...serviceSpecs(around).map(start),
    ...prepareCommands(around).map(run),
    ...(release ? instances.flatMap(({ name }) => point(name, release.current)) : []),
    ...instances.map((place) => start(instanceSpec(around, place))),
    ...(edge ? [start(edge)] : []),
  ]
}

function crash(
  { around, place, signal, run }: Planning,
  { name, by }: Extract<PlannedStep, { kind: 'crash' }>,
): PlannedCommand[] {
  const { crash: path } = around.options
  if (by === 'abort') return [signal(`crash ${name}`, name, 'SIGABRT')]
  // The plan refuses it: nothing is run for it.
  if (path === undefined) return []
  const what = `crash ${name} by a request`
  return [run({ what, ...crashCommand(loopback(place(name).port), path, '<run>-crash', around.root) })]
}

function service(
  { around, start, signal }: Planning,
  { kind, service: name, as }: Extract<PlannedStep, { kind: 'lose' | 'give-back' }>,
): PlannedCommand[] {
  const spec = serviceSpecs(around).find((each) => each.name === name)
  if (!spec) return []
  if (kind === 'lose') {
    if (as === 'hang') return [signal(`pause ${name}`, name, 'SIGSTOP')]
    return [signal(`stop ${name}`, name, spec.stopSignal)]
  }
  return as === 'hang' ? [signal(`resume ${name}`, name, 'SIGCONT')] : [start(spec)]
}

function migrate(
  { around, run, where }: Planning,
  { release, direction }: Extract<PlannedStep, { kind: 'migrate' }>,
): PlannedCommand[] {
  const { migrations } = around.options
  if (!migrations?.[direction]) return []
  const of = { version: plainVersion(release), where: where(release) }
  return [
    run(migrationCommand(around, migrations, 'status', of)),
    run(migrationCommand(around, migrations, direction, of)),
  ]
}

function boot(
  { around, place, start, where }: Planning,
  { release, set, without }: Extract<PlannedStep, { kind: 'boot' }>,
): PlannedCommand[] {
  const spec = instanceSpec(around, place('trial-1'), where(release))
  const given = Object.entries({ ...spec.env, ...set }).filter(([name]) => !without.includes(name))
  return [start({ ...spec, env: Object.fromEntries(given) })]
}
