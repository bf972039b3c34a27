/** What `doctor` says of a project under Compose: the engine, the command, the images, and what earlier runs left. */
import type { FoundEndpoint } from '../../host/engine/endpoint.ts'
import type { Engine, EngineAbout } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import type { Finding, Refusal } from '../target.ts'
import { readProject } from './check.ts'
import { composeVersion } from './compose-version.ts'
import { type NeededImage, neededImages } from './images.ts'
import { keeperFindings } from './keeper-findings.ts'
import { leaseSettings } from './lease-options.ts'
import { leftovers } from './leftovers.ts'
import { TOXIPROXY_IMAGE } from './link-proxy.ts'
import type { ComposeOptions } from './options.ts'
import { reachEngine } from './reach-engine.ts'
import { imageOf } from './release.ts'

const GIB = 2 ** 30
/** Images of a few releases, a database's data and logs. */
const LITTLE_SPACE_BYTES = 2 * GIB

export async function examine(options: ComposeOptions, root: string, host: Host): Promise<Finding[]> {
  const [reached, compose] = [await reachEngine(host), await composeVersion(host)]
  const command = 'refusal' in compose ? refused(compose.refusal) : good(`Docker Compose ${compose.version}`)
  if ('refusal' in reached) return [refused(reached.refusal), command]
  const { engine, endpoint, about } = reached
  const { version, apiVersion } = about
  return [
    good(`Docker ${version} (API ${apiVersion}) at ${endpoint.url} (${endpoint.source})`),
    command,
    ...(await space(about, endpoint, host)),
    ...(await leftovers(engine, host)),
    ...(await keeperFindings(leaseSettings(options.lease), engine)),
    ...(await images(options, root, engine, host)),
    ...(await next(options, engine)),
    ...(await links(options, engine, host)),
  ]
}

function refused({ reason, hint }: Refusal): Finding {
  return bad(reason, hint)
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
  const hint = `\`docker pull ${name}\` says why; or name another by the variable that the Compose files have for it.`
  return bad(`image ${name} is not here and cannot be pulled`, hint)
}

/** N+1, where the configuration has one: drills ship it, and no Compose file names it. */
async function next({ release, ...options }: ComposeOptions, engine: Engine): Promise<Finding[]> {
  if (release?.next === undefined) return []
  const name = imageOf({ options: { release, ...options }, run: '' }, release.next)
  if ((await engine.image(name)) !== null) return [good(`image ${name}, the next release`)]
  if (release.build !== undefined) return [good(`image ${name}, the next release: release.build makes it`)]
  const hint = `Build it, or \`docker pull ${name}\`; or give the command that builds it as release.build.`
  return [bad(`image ${name}, the next release, is not here`, hint)]
}

/** Only some drills need it: where it cannot be had, those alone fail. */
async function links(options: ComposeOptions, engine: Engine, { env }: Host): Promise<Finding[]> {
  if (Object.keys(options.services).length === 0) return []
  const name = options.linkImage ?? env.TOXIPROXY_IMAGE ?? TOXIPROXY_IMAGE
  if ((await engine.image(name)) !== null) return [good(`image ${name}, for drills that disturb links`)]
  if (await engine.canPull(name))
    return [good(`image ${name}, for drills that disturb links, will be pulled`)]
  return [
    good(`no image ${name}: drills that disturb links (slow-database, lossy-database) cannot be run here`),
  ]
}

function good(what: string): Finding {
  return { good: true, what, hint: '' }
}

function bad(what: string, hint: string): Finding {
  return { good: false, what, hint }
}
