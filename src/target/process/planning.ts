/** The surroundings of a run that has not begun: ports, pids and directories are words in angle brackets. */

import { portOf } from '../../host/port-of.ts'
import { plainVersion } from '../app/broken-version.ts'
import { commandLine, type OneCommand } from '../app/command.ts'
import { createPlaceholders, type Placeholders } from '../app/placeholders.ts'
import type { Redact } from '../app/redact.ts'
import type { CommandLine, PlannedCommand } from '../target.ts'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import { pointCommand } from './release.ts'
import { killCommand } from './signals.ts'
import type { ProcessSpec } from './spec.ts'
import { type Place, placesOf, releasePath, type Surroundings } from './variables.ts'

/** What the commands of a plan are made with. */
export interface Planning {
  around: Surroundings
  places: Placeholders
  /** Of an instance that the configuration names, or that a rollout adds. */
  place(name: string): Place
  start(spec: ProcessSpec): PlannedCommand
  run(command: Pick<OneCommand, 'what' | 'argv' | 'cwd' | 'env'>): PlannedCommand
  signal(what: string, name: string, signal: NodeJS.Signals): PlannedCommand
  point(name: string, version: string): PlannedCommand[]
  where(version: string): string
}

export function createPlanning(options: ProcessOptions, root: string, redact: Redact): Planning {
  const places = createPlaceholders(JSON.stringify({ options, root }))
  const port = (name: string, fixed?: unknown) =>
    typeof fixed === 'number' ? fixed : places.number(`port of ${name}`)
  const names = instanceNames(options)
  const { edge, services } = options
  const started = Object.entries(services).filter(([, { run }]) => run !== undefined)
  const around: Surroundings = {
    options,
    ports: {
      instances: names.map((name, index) => port(name, options.ports?.[index])),
      edge: edge?.run === undefined ? null : edgePort(edge, port),
      services: Object.fromEntries(started.map(([name, each]) => [name, port(name, each.port)])),
    },
    root,
    state: places.path('state'),
    logs: places.path('logs'),
    run: String(places.number('run')),
  }
  const all = new Map(placesOf(around).map((place) => [place.name, place]))
  const filled = (what: string, command: CommandLine): PlannedCommand => ({
    what: places.fill(redact(what)),
    command: places.fillAll(command),
  })
  return {
    around,
    places,
    place(name) {
      const known = all.get(name) ?? { name, n: all.size + 1, port: port(name) }
      all.set(name, known)
      return known
    },
    start: (spec) => filled(`start ${spec.name}`, commandLine(spec, redact)),
    run: (command) => filled(command.what, commandLine(command, redact)),
    signal(what, name, signal) {
      const process = { pid: places.number(`pid of ${name}`), startTime: '' }
      return filled(what, killCommand(signal, [process], root))
    },
    point(name, version) {
      if (!options.release) return []
      const where = releasePath(options, root, plainVersion(version))
      return [filled(`point ${name} at release ${version}`, pointCommand(around, name, { where }))]
    },
    where: (version) => releasePath(options, root, plainVersion(version)),
  }
}

function edgePort(
  { port, url }: NonNullable<ProcessOptions['edge']>,
  choose: (name: string, fixed?: unknown) => number,
): number {
  if (url !== undefined) return portOf(url)
  return choose('edge', port)
}
