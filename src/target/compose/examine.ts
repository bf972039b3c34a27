/** What `doctor` says of a project under Compose: the engine, the command, the images, and what earlier runs left. */
import { FiredrillError } from '../../errors.ts'
import { type FoundEndpoint, findEndpoint } from '../../host/engine/endpoint.ts'
import type { Engine, EngineAbout } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import { baseEnvironment } from '../app/environment.ts'
import type { Finding } from '../target.ts'
import { readProject } from './check.ts'
import { DOCKER_VARIABLES } from './compose-env.ts'
import { type NeededImage, neededImages } from './images.ts'
import { leftovers } from './leftovers.ts'
import type { ComposeOptions } from './options.ts'

const ENGINE_MS = 5000
const COMMAND_MS = 10_000
const GIB = 2 ** 30
/** Images of a few releases, a database's data and logs. */
const LITTLE_SPACE_BYTES = 2 * GIB

export async function examine(options: ComposeOptions, root: string, host: Host): Promise<Finding[]> {
  const findings: Finding[] = []
  const command = await composeVersion(options, host)
  try {
    const endpoint = await findEndpoint(host)
    const engine = host.engines.open(endpoint, { timeoutMs: ENGINE_MS })
    const about = await engine.about()
    const { version, apiVersion } = about
    findings.push(
      good(`Docker ${version} (API ${apiVersion}) at ${endpoint.url} (${endpoint.source})`),
      command,
    )
    findings.push(...(await space(about, endpoint, host)))
    findings.push(...(await leftovers(engine, host)))
    findings.push(...(await images(options, root, engine, host)))
    return findings
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    const wrong = bad(error.message, error.hint)
    return findings.length === 0 ? [wrong, command] : [...findings, wrong]
  }
}

async function composeVersion(options: ComposeOptions, host: Host): Promise<Finding> {
  const env = baseEnvironment(host.env, [...DOCKER_VARIABLES, ...options.inheritEnv])
  const run = { cwd: '/', env, timeoutMs: COMMAND_MS }
  const finished = await host.processes
    .run(['docker', 'compose', 'version', '--short'], run)
    .catch((error: Error) => ({ exitCode: null, stdout: '', stderr: error.message }))
  const version = finished.stdout.trim().replace(/^v/, '')
  const hint = 'Install the Compose plug-in, version 2 or newer (Debian: docker-compose-plugin).'
  if (finished.exitCode !== 0 || version === '') return bad('docker compose is not here', hint)
  if (Number.parseInt(version, 10) < 2) return bad(`Docker Compose ${version} is too old`, hint)
  return good(`Docker Compose ${version}`)
}

/** Of an engine elsewhere it cannot be seen. */
async function space({ dataRoot }: EngineAbout, { url }: FoundEndpoint, host: Host): Promise<Finding[]> {
  if (!url.startsWith('unix:')) return []
  const free = await host.files.freeBytes(dataRoot)
  if (free === null) return []
  const what = `${(free / GIB).toFixed(1)} GiB free where the engine keeps its data (${dataRoot})`
  return [
    free < LITTLE_SPACE_BYTES ? bad(what, 'See `docker system df`; remove what is not used.') : good(what),
  ]
}

async function images(options: ComposeOptions, root: string, engine: Engine, host: Host): Promise<Finding[]> {
  const read = await readProject(options, root, host, 'firedrill-check')
  // Said by the check that every target has.
  if ('refusal' in read) return []
  return (await neededImages(read.project, engine, host.files)).map(imageFinding)
}

function imageFinding({ name, where }: NeededImage): Finding {
  if (where === 'here') return good(`image ${name}`)
  if (where === 'registry') return good(`image ${name} is not here yet, and will be pulled`)
  return bad(
    `image ${name} is not here and cannot be pulled`,
    'Build or load it, or name another one by the variable that the Compose files have for it.',
  )
}

function good(what: string): Finding {
  return { good: true, what, hint: '' }
}

function bad(what: string, hint: string): Finding {
  return { good: false, what, hint }
}
