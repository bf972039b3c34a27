/** Reasons why the project could not be started here, found without changing anything. */
import type { Host } from '../../host/host.ts'
import { durationMs, formatMs } from '../../units.ts'
import { baseEnvironment } from '../app/environment.ts'
import { strategyOf } from '../app/strategy.ts'
import type { Refusal } from '../target.ts'
import { composeEnv, DOCKER_VARIABLES, writtenFiles } from './compose-env.ts'
import { furtherOf } from './further.ts'
import type { ComposeOptions } from './options.ts'
import { graceMs, type Project, parseProject } from './project.ts'

const COMMAND_TIMEOUT_MS = 30_000

export async function checkCompose(options: ComposeOptions, root: string, host: Host): Promise<Refusal[]> {
  const read = await readProject(options, root, host, 'firedrill-check')
  if ('refusal' in read) return [read.refusal]
  return projectRefusals(options, read.project)
}

/** What `docker compose config` says of the user's files, for a project of this name. Reads only. */
export async function readProject(
  options: ComposeOptions,
  root: string,
  host: Host,
  name: string,
): Promise<{ project: Project } | { refusal: Refusal }> {
  const files = writtenFiles(options, root)
  for (const file of files) if (!(await host.files.exists(file))) return { refusal: noFile(file) }
  const env = {
    ...baseEnvironment(host.env, [...DOCKER_VARIABLES, ...options.inheritEnv]),
    ...composeEnv({ options, files, project: { name }, run: '' }),
  }
  const argv = ['docker', 'compose', '--profile', '*', 'config', '--format', 'json']
  const finished = await host.processes
    .run(argv, { cwd: root, env, timeoutMs: COMMAND_TIMEOUT_MS })
    .catch((error: Error) => ({ exitCode: 127, stdout: '', stderr: error.message }))
  if (finished.exitCode === 0) return { project: parseProject(finished.stdout) }
  const said = finished.stderr.trim().split('\n').slice(-5).join('\n')
  return {
    refusal: {
      code: 'tool-missing',
      reason: `docker compose could not read ${files.join(', ')}: ${said}`,
      hint: 'It takes Docker and Compose v2 or newer, and files that `docker compose config` accepts.',
    },
  }
}

/** What would touch things that are not the run's own, or cannot end well. */
export function projectRefusals(options: ComposeOptions, project: Project): Refusal[] {
  return [
    ...servicesMissing(options, project),
    ...furtherMissing(options, project),
    ...notOwned(project),
    ...drainTooLong(options, project),
  ]
}

function servicesMissing({ instances, services, edge }: ComposeOptions, project: Project): Refusal[] {
  const named = [...instances, ...Object.keys(services), edge.service]
  return named
    .filter((name) => !Object.hasOwn(project.services, name))
    .map((name) => ({
      code: 'plan-refused',
      reason: `The Compose files have no service "${name}".`,
      hint: `They have ${Object.keys(project.services).join(', ')}.`,
    }))
}

/** What a rollout starts beside the others has to be in the Compose files already. */
function furtherMissing(options: ComposeOptions, { services }: Project): Refusal[] {
  const strategy = strategyOf(options)?.kind
  return furtherOf(options)
    .filter((name) => !Object.hasOwn(services, name))
    .map((name) => ({
      code: 'plan-refused',
      reason: `The Compose files have no service "${name}", which the strategy ${strategy} starts beside the others.`,
      hint: 'Add it behind a profile, like an instance in all but its name, and let the edge know it.',
    }))
}

/** A name that is fixed is the same in every project: a run would work on what is there already, and remove it. */
function notOwned({ name: project, services, volumes, networks }: Project): Refusal[] {
  const refuse = (what: string): Refusal => ({
    code: 'plan-refused',
    reason: `${what} is not the project's own: a run beside the app would share it, change it and take it away.`,
    hint: 'Leave the fixed name or `external` out of the Compose files, or out of those that the drill uses.',
  })
  const resources = (kind: string, all: Project['volumes']) =>
    Object.entries(all)
      .filter(
        ([key, made]) =>
          made?.external === true || (made?.name !== undefined && made.name !== `${project}_${key}`),
      )
      .map(([key]) => refuse(`The ${kind} "${key}"`))
  return [
    ...Object.entries(services)
      .filter(([, { container_name: fixed }]) => fixed !== undefined)
      .map(([name]) => refuse(`The container of "${name}", which has a fixed container_name,`)),
    ...resources('volume', volumes),
    ...resources('network', networks),
  ]
}

/** An app that is killed while it still drains loses what is in flight, whatever else is right. */
function drainTooLong({ drainTime, instances }: ComposeOptions, { services }: Project): Refusal[] {
  if (drainTime === undefined) return []
  return instances
    .filter((name) => services[name] !== undefined && graceMs(services[name]) <= durationMs(drainTime))
    .map((name) => ({
      code: 'plan-refused',
      reason: `The stop limit of ${name} (stop_grace_period ${formatMs(graceMs(services[name] ?? {}))}) is not above the app's drain time (drainTime ${drainTime}): an instance that stops as it should would be killed while it drains.`,
      hint: `Raise its stop_grace_period above ${drainTime}, or let the app drain in less.`,
    }))
}

function noFile(file: string): Refusal {
  return { code: 'plan-refused', reason: `There is no Compose file ${file}.`, hint: 'Correct target.files.' }
}
