/** Could the project be started on this machine at all? Read for whoever names no target. */
import type { Host } from '../../host/host.ts'
import type { Usable } from '../target.ts'
import { readProject } from './check.ts'
import { neededImages } from './images.ts'
import type { ComposeOptions } from './options.ts'
import { reachEngine } from './reach-engine.ts'

export async function usable(options: ComposeOptions, root: string, host: Host): Promise<Usable> {
  const reached = await reachEngine(host)
  if ('refusal' in reached) return { yes: false, why: firstLine(reached.refusal.reason) }
  const read = await readProject(options, root, host, 'firedrill-check')
  if ('refusal' in read) return { yes: false, why: firstLine(read.refusal.reason) }
  const images = await neededImages(read.project, reached.engine, host.files)
  const missing = images.filter(({ where }) => where === 'nowhere').map(({ name }) => name)
  if (missing.length > 0)
    return { yes: false, why: `${missing.join(', ')} ${isOrAre(missing)} not here and cannot be pulled` }
  const pulled = images.filter(({ where }) => where === 'registry').map(({ name }) => name)
  const there = pulled.length === 0 ? 'its images are here' : `${pulled.join(', ')} will be pulled`
  return { yes: true, why: `Docker ${reached.about.version} answers and ${there}` }
}

function isOrAre({ length }: readonly string[]): string {
  return length === 1 ? 'is' : 'are'
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '')
}
