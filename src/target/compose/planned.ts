/** What will be run for a step, as a person would type it: made by the code that runs it, on values known only later. */
import { commandLine, type OneCommand } from '../app/command.ts'
import { createPlaceholders } from '../app/placeholders.ts'
import type { Redact } from '../app/redact.ts'
import type { CommandLine, PlannedCommand, PlannedStep } from '../target.ts'
import { type UpOptions, upCommand } from './command.ts'
import { overridePath, writtenFiles } from './compose-env.ts'
import { fillFile, tryFile, writeWords } from './filling.ts'
import { furtherOf } from './further.ts'
import { dockerCommand } from './hit.ts'
import { apiOf, linkOf } from './link-proxy.ts'
import { clearCommand, disturbCommand } from './links.ts'
import { migrationCommand } from './migrations.ts'
import type { ComposeOptions } from './options.ts'
import { containerNameOf } from './places.ts'
import { plannedBuild, plannedSwitches, type Showing } from './planned-deploy.ts'
import { limitWords } from './resources.ts'
import { prepareCommands } from './start.ts'
import { projectName, type Surroundings, urlOf } from './surroundings.ts'
import { trialCommand, trialPlace } from './trial-run.ts'

/** A project that was there before the run. */
export interface There {
  project: string
  dockerEnv: Readonly<Record<string, string>>
}

export function plannedCommands(
  options: ComposeOptions,
  root: string,
  redact: Redact,
  there?: There,
): (step: PlannedStep) => PlannedCommand[] {
  return (step) => {
    const places = createPlaceholders(JSON.stringify({ options, root }))
    const named = [
      ...options.instances,
      ...furtherOf(options),
      ...Object.keys(options.services),
      options.edge.service,
    ]
    const port = (name: string) => places.number(`port of ${name}`)
    const ports = [...named, ...Object.keys(options.services).map(apiOf)]
    const run = String(places.number('run'))
    const state = places.path('state')
    const around: Surroundings = {
      options,
      project: { name: there?.project ?? projectName(run), services: {}, networks: {}, volumes: {} },
      files: there ? [] : [...writtenFiles(options, root), overridePath(state)],
      links: [],
      ports: Object.fromEntries(ports.map((name) => [name, port(name)])),
      root,
      state,
      logs: places.path('logs'),
      run,
    }
    const filled = (what: string, command: CommandLine): PlannedCommand => ({
      what: places.fill(redact(what)),
      command: places.fillAll(command),
    })
    const typed = (command: OneCommand) => filled(command.what, commandLine(command, redact))
    const docker: Showing['docker'] = (what, argv, name) =>
      filled(
        what,
        dockerCommand([...argv, containerNameOf(options, around.project.name, name)], root, there?.dockerEnv),
      )
    const stop: Showing['stop'] = (name) =>
      docker(`stop ${name}`, ['stop', '--time', String(places.number(`grace of ${name}`))], name)
    const start: Showing['start'] = (name) =>
      filled(`start the new ${name}`, dockerCommand(['start', `<new container of ${name}>`], root))
    return commandsOf(step, { around, typed, docker, stop, start, port, filled })
  }
}

interface Planning extends Showing {
  port(name: string): number
  filled(what: string, command: CommandLine): PlannedCommand
}

function commandsOf(step: PlannedStep, planning: Planning): PlannedCommand[] {
  const { around, typed, docker, filled } = planning
  const { options } = around
  switch (step.kind) {
    case 'start-all':
      return [
        ...(options.release ? plannedBuild(planning, options.release.current) : []),
        ...upOf(around, Object.keys(options.services), typed),
        ...upOf(around, (step.links ?? []).map(linkOf), typed, { wait: false }),
        ...prepareCommands(around).map(typed),
        ...upOf(around, options.instances, typed, { wait: false }),
        ...upOf(around, [options.edge.service], typed, { wait: false }),
      ]
    case 'deploy':
    case 'rollback':
      return plannedSwitches(planning, step)
    case 'migrate': {
      const release = { version: step.release }
      if (options.migrations?.[step.direction] === undefined) return []
      return (['status', step.direction] as const).map((which) =>
        typed(migrationCommand(around, options.migrations!, which, release)),
      )
    }
    case 'stop':
      return [planning.stop(step.name)]
    case 'start':
    case 'kill':
    case 'pause':
      return [docker(`${step.kind} ${step.name}`, [step.kind], step.name)]
    case 'disconnect':
    case 'reconnect':
      return [docker(`${step.kind} ${step.name}`, networkWords(step), step.name)]
    case 'squeeze':
      return [docker(`squeeze ${step.name}`, ['update', ...limitWords(step.to, UNLIMITED)], step.name)]
    case 'release':
      return [docker(`give ${step.name} back what it had`, ['update', ...releaseWords(step)], step.name)]
    case 'fill':
    case 'empty':
      return [inside(step, around, filled)]
    case 'crash':
      return crash(step, around, filled)
    case 'lose':
      return [docker(`lose ${step.service}`, [step.as === 'hang' ? 'pause' : 'stop'], step.service)]
    case 'give-back':
      return [docker(`give ${step.service} back`, [step.as === 'hang' ? 'unpause' : 'start'], step.service)]
    case 'disturb':
    case 'clear':
      return [link(step, planning)]
    case 'boot': {
      const { release, set, without } = step
      const place = trialPlace(around, 1, planning.port('trial-1'), without.length > 0)
      return [typed(trialCommand(around, place, release, { set, without, withinMs: 0 }))]
    }
  }
}

const UNLIMITED = { cpus: 0, memoryBytes: 0 }

function upOf(
  around: Surroundings,
  names: readonly string[],
  typed: (command: OneCommand) => PlannedCommand,
  how: UpOptions = {},
): PlannedCommand[] {
  return names.length === 0 ? [] : [typed(upCommand(around, names, how))]
}

function link(
  step: Extract<PlannedStep, { kind: 'disturb' | 'clear' }>,
  { around, filled }: Planning,
): PlannedCommand {
  const { service } = step
  const url = urlOf(around, apiOf(service)) ?? ''
  return step.kind === 'clear'
    ? filled(`clear the link to ${service}`, clearCommand(url, around.root))
    : filled(`disturb the link to ${service}`, disturbCommand(url, service, step.how, around.root))
}

/** Which networks, and under which names there, is read when it is done. */
function networkWords({ kind, name }: Extract<PlannedStep, { kind: 'disconnect' | 'reconnect' }>): string[] {
  const network = `<network of ${name}>`
  return kind === 'disconnect'
    ? ['network', 'disconnect', network]
    : ['network', 'connect', '--alias', name, network]
}

/** What it had is read when it is squeezed. */
function releaseWords({ name, of }: Extract<PlannedStep, { kind: 'release' }>): string[] {
  return [
    ...(of.cpus ? ['--cpus', `<cpus of ${name}>`] : []),
    ...(of.memory ? ['--memory', `<memory of ${name}>`] : []),
  ]
}

/** How much it writes is read when it is done. */
function inside(
  { kind, name, path }: Extract<PlannedStep, { kind: 'fill' | 'empty' }>,
  { project, root }: Surroundings,
  filled: (what: string, command: CommandLine) => PlannedCommand,
): PlannedCommand {
  const words =
    kind === 'fill'
      ? [...writeWords(fillFile(path), null), `count=<free blocks of ${path}>`]
      : ['rm', '-f', fillFile(path), tryFile(path)]
  const argv = ['exec', `${project.name}-${name}-1`, ...words]
  return filled(`${kind} ${path} of ${name}`, dockerCommand(argv, root))
}

function crash(
  { name, by }: Extract<PlannedStep, { kind: 'crash' }>,
  around: Surroundings,
  filled: (what: string, command: CommandLine) => PlannedCommand,
): PlannedCommand[] {
  const { options, root } = around
  if (by === 'abort')
    return [filled(`crash ${name}`, { argv: ['kill', '-KILL', `<pid of ${name}>`], cwd: root, env: {} })]
  const url = urlOf(around, name) ?? `<address of ${name}>`
  const argv = ['curl', '-X', 'POST', `${url}${options.crash ?? ''}`]
  return [filled(`crash ${name} by a request`, { argv, cwd: root, env: {} })]
}
