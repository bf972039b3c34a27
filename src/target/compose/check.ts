/** Reasons why the project could not be started here, found without changing anything. */
import { FiredrillError } from '../../errors.ts'
import type { Engine } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import { durationMs, formatMs } from '../../units.ts'
import { baseEnvironment, ENGINE_VARIABLES } from '../app/environment.ts'
import { strategyOf } from '../app/strategy.ts'
import type { Refusal } from '../target.ts'
import { composeEnv, writtenFiles } from './compose-env.ts'
import { composeVersion } from './compose-version.ts'
import { portsInUse } from './fixed-ports.ts'
import { furtherOf } from './further.ts'
import { replicasClash, replicatedRefusals } from './one-port.ts'
import type { ComposeOptions } from './options.ts'
import { serviceNamesOf } from './places.ts'
import { graceMs, type Project, parseProject } from './project.ts'
import { reachEngine } from './reach-engine.ts'
import { imageOf } from './release.ts'
import { unpublishedRefusals } from './unpublished.ts'

const COMMAND_TIMEOUT_MS = 30_000

/** `at`: where the options are in the configuration; `versions`: releases that are to be shipped. */
export async function checkCompose(
  options: ComposeOptions,
  root: string,
  host: Host,
  {
    at = 'target',
    versions = [],
  }: { at?: string | undefined; versions?: readonly string[] | undefined } = {},
): Promise<Refusal[]> {
  const reached = await reachEngine(host)
  const read = await readProject(options, root, host, 'firedrill-check', at)
  // Of an engine elsewhere the ports cannot be seen.
  const isLocal = 'endpoint' in reached && reached.endpoint.url.startsWith('unix:')
  return [
    ...('refusal' in reached
      ? [reached.refusal]
      : await releasesMissing(options, versions, reached.engine, at)),
    ...('refusal' in read
      ? [read.refusal]
      : [
          ...projectRefusals(options, read.project, at),
          ...(isLocal ? await portsInUse(read.project, options.profiles, host.net) : []),
        ]),
  ]
}

/** What `docker compose config` says of the user's files, for a project of this name. Reads only. */
export async function readProject(
  options: ComposeOptions,
  root: string,
  host: Host,
  name: string,
  at = 'target',
): Promise<{ project: Project } | { refusal: Refusal }> {
  const files = writtenFiles(options, root)
  for (const [index, file] of files.entries())
    if (!(await host.files.exists(file))) return { refusal: noFile(`${at}.files[${index}]`, file) }
  const env = {
    ...baseEnvironment(host.env, [...ENGINE_VARIABLES, ...options.inheritEnv]),
    ...composeEnv({ options, files, project: { name }, run: '' }),
  }
  const argv = ['docker', 'compose', '--profile', '*', 'config', '--format', 'json']
  const finished = await host.processes
    .run(argv, { cwd: root, env, timeoutMs: COMMAND_TIMEOUT_MS, readsOnly: true })
    .catch((error: Error) => ({ exitCode: 127, stdout: '', stderr: error.message }))
  if (finished.exitCode === 0) return parsedProject(finished.stdout)
  const compose = await composeVersion(host)
  if ('refusal' in compose) return compose
  const said = finished.stderr.trim().split('\n').slice(-5).join('\n')
  const shown = options.files.join(', ')
  return {
    refusal: {
      code: 'config-invalid',
      reason: `${at}.files: docker compose could not read ${shown}: ${said}`,
      hint: `\`docker compose ${options.files.map((file) => `-f ${file}`).join(' ')} config\` says the same. Variables of the files are given by \`env\` and \`inheritEnv\`.`,
    },
  }
}

function parsedProject(stdout: string): { project: Project } | { refusal: Refusal } {
  try {
    return { project: parseProject(stdout) }
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    return { refusal: { code: 'config-invalid', reason: error.message, hint: error.hint } }
  }
}

/** What would touch things that are not the run's own, or cannot end well. */
export function projectRefusals(options: ComposeOptions, project: Project, at = 'target'): Refusal[] {
  return [
    ...servicesMissing(options, project, at),
    ...imageOfAnother(options, project, at),
    ...furtherMissing(options, project),
    ...replicasClash(options, project),
    ...replicatedRefusals(options, project),
    ...unpublishedRefusals(options, project),
    ...notOwned(project),
    ...drainTooLong(options, project),
  ]
}

function servicesMissing(options: ComposeOptions, project: Project, at: string): Refusal[] {
  const { instances, scaled, services, edge } = options
  const ofInstances: [path: string, name: string][] = scaled
    ? [['instances.service', scaled.service]]
    : instances.map((name, index) => [`instances[${index}]`, name])
  const named: [path: string, name: string][] = [
    ...ofInstances,
    ...Object.keys(services).map((name): [string, string] => [`services.${name}`, name]),
    ['edge.service', edge.service],
  ]
  const there = Object.keys(project.services)
  return named
    .filter(([, name]) => !there.includes(name))
    .map(([path, name]) => ({
      code: 'plan-refused',
      reason: `${at}.${path}: the Compose files have no service "${name}".`,
      hint: there.length === 0 ? 'They have none.' : `They have ${there.join(', ')}.`,
    }))
}

/** A deploy would build or pull the one, and the instances go on with the other. */
function imageOfAnother(options: ComposeOptions, { services }: Project, at: string): Refusal[] {
  const { release, instances } = options
  if (release === undefined) return []
  const wanted = imageOf({ options, run: '' }, release.current)
  return serviceNamesOf(options, instances)
    .filter((name) => services[name]?.image !== undefined && services[name].image !== wanted)
    .map((name) => ({
      code: 'plan-refused',
      reason: `${at}.release.image: it makes ${wanted} of the version ${release.current}, and with ${release.variable}=${release.current} the image of ${name} is ${services[name]?.image}.`,
      hint: `Let \`image\` in the Compose files be made of \${${release.variable}}, and release.image say the same with {version}.`,
    }))
}

/** Nothing builds them, and no deploy pulls. */
async function releasesMissing(
  options: ComposeOptions,
  versions: readonly string[],
  engine: Engine,
  at: string,
): Promise<Refusal[]> {
  const { release } = options
  if (release === undefined || release.build !== undefined) return []
  const images = versions.map((version) => ({ version, name: imageOf({ options, run: '' }, version) }))
  const there = await Promise.all(images.map(({ name }) => engine.image(name)))
  return images
    .filter((_, index) => there[index] === null)
    .map(({ version, name }) => ({
      code: 'release-missing',
      reason: `${at}.release.image: the image ${name} of release ${version} is not there, and nothing builds it.`,
      hint: `Build it, or \`docker pull ${name}\`; or give the command that builds it as release.build.`,
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
export function drainTooLong(options: ComposeOptions, { services }: Project): Refusal[] {
  const { drainTime, instances } = options
  if (drainTime === undefined) return []
  return serviceNamesOf(options, instances)
    .filter((name) => services[name] !== undefined && graceMs(services[name]) <= durationMs(drainTime))
    .map((name) => ({
      code: 'plan-refused',
      reason: `The stop limit of ${name} (stop_grace_period ${formatMs(graceMs(services[name] ?? {}))}) is not above the app's drain time (drainTime ${drainTime}): an instance that stops as it should would be killed while it drains.`,
      hint: `Raise its stop_grace_period above ${drainTime}, or let the app drain in less.`,
    }))
}

function noFile(path: string, file: string): Refusal {
  return {
    code: 'plan-refused',
    reason: `${path}: there is no Compose file ${file}.`,
    hint: 'Files are relative to the directory of firedrill.config.ts.',
  }
}
