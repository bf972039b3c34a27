/** What the Compose files and the engine say beside the configuration, each value with who says so. */
import type { Engine } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { InferredValue } from '../target.ts'
import { readProject } from './check.ts'
import { explainOptions } from './explain.ts'
import type { ComposeOptions } from './options.ts'
import { graceMs, type Project } from './project.ts'
import { reachEngine } from './reach-engine.ts'

/** What the files and the engine say beside the options; where they cannot be read, that is said. */
export async function explainProject(
  options: ComposeOptions,
  written: object,
  root: string,
  host: Host,
): Promise<InferredValue[]> {
  const read = await readProject(options, root, host, 'firedrill-check')
  const ofOptions = explainOptions(options, written)
  if ('refusal' in read)
    return [...ofOptions, { name: 'project', value: 'not known', source: firstLine(read.refusal.reason) }]
  const reached = await reachEngine(host)
  const images =
    'engine' in reached
      ? await explainImages(read.project, reached.engine)
      : [{ name: 'images', value: 'not known', source: firstLine(reached.refusal.reason) }]
  return [...ofOptions, ...explainServices(options, read.project), ...images]
}

const CONFIG = 'docker compose config'

function explainServices(options: ComposeOptions, { services }: Project): InferredValue[] {
  const value = (name: string, text: string, source = CONFIG): InferredValue => ({
    name,
    value: text,
    source,
  })
  return Object.entries(services).flatMap(([name, service]) => {
    const { stop_grace_period: grace, stop_signal: signal, restart, ports } = service
    const published = ports.map(({ host_ip: ip = '0.0.0.0', published: port = '0', target }) => {
      return `${ip}:${port} to ${target}`
    })
    return [
      value(
        `${name}.stop limit`,
        formatMs(graceMs(service)),
        grace === undefined ? "Compose's default" : CONFIG,
      ),
      ...(signal === undefined ? [] : [value(`${name}.stop signal`, signal)]),
      value(`${name}.restart policy`, restart ?? 'no', restart === undefined ? "Compose's default" : CONFIG),
      ...(name === options.edge.service && published.length > 0
        ? [value(`${name}.published`, `${published.join(', ')}; in a run, another port as well`)]
        : []),
    ]
  })
}

async function explainImages({ services }: Project, engine: Engine): Promise<InferredValue[]> {
  const named = Object.entries(services).flatMap(([name, { image }]) => (image ? [{ name, image }] : []))
  return Promise.all(
    named.map(async ({ name, image }) => {
      const found = await engine.image(image)
      const digest = found?.digests[0]?.split('@')[1]
      const id =
        found === null ? 'not here' : `id ${found.id}${digest ? `, digest ${digest}` : ', built here'}`
      return { name: `${name}.image`, value: `${image} (${id})`, source: `${CONFIG}, the engine` }
    }),
  )
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
