/** Could the project be started on this machine at all? Read for whoever names no target. */
import { FiredrillError } from '../../errors.ts'
import { findEndpoint } from '../../host/engine/endpoint.ts'
import type { Host } from '../../host/host.ts'
import type { Usable } from '../target.ts'
import { readProject } from './check.ts'
import { neededImages } from './images.ts'
import type { ComposeOptions } from './options.ts'

/** An engine on this machine answers at once. */
const ENGINE_MS = 5000

export async function usable(options: ComposeOptions, root: string, host: Host): Promise<Usable> {
  try {
    const endpoint = await findEndpoint(host)
    const engine = host.engines.open(endpoint, { timeoutMs: ENGINE_MS })
    const { version } = await engine.about()
    const read = await readProject(options, root, host, 'firedrill-check')
    if ('refusal' in read) return { yes: false, why: firstLine(read.refusal.reason) }
    const images = await neededImages(read.project, engine, host.files)
    const missing = images.filter(({ where }) => where === 'nowhere').map(({ name }) => name)
    if (missing.length > 0)
      return { yes: false, why: `${missing.join(', ')} ${isOrAre(missing)} not here and cannot be pulled` }
    const pulled = images.filter(({ where }) => where === 'registry').map(({ name }) => name)
    const there = pulled.length === 0 ? 'its images are here' : `${pulled.join(', ')} will be pulled`
    return { yes: true, why: `Docker ${version} answers and ${there}` }
  } catch (error) {
    if (error instanceof FiredrillError) return { yes: false, why: firstLine(error.message) }
    throw error
  }
}

function isOrAre({ length }: readonly string[]): string {
  return length === 1 ? 'is' : 'are'
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '')
}
