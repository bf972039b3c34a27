/** Rules that span several fields of the options: names, numbers of ports, either this or that. */
import type { ProcessOptions } from './options.ts'

export interface Problem {
  path: (string | number)[]
  message: string
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
const EDGE = 'edge'

export function instanceCount(options: Pick<ProcessOptions, 'instances' | 'ports'>): number {
  return options.instances ?? options.ports?.length ?? 2
}

/** `web-1`, `web-2`, … */
export function instanceNames(options: Pick<ProcessOptions, 'instances' | 'ports' | 'name'>): string[] {
  const count = instanceCount(options)
  return Array.from({ length: count }, (_, index) => options.name.replaceAll('{n}', String(index + 1)))
}

export function nameProblems(options: ProcessOptions): Problem[] {
  return [
    ...instanceProblems(options),
    ...edgeProblems(options),
    ...serviceProblems(options),
    ...releaseProblems(options),
  ]
}

function releaseProblems({ release, deploy, migrations, version }: ProcessOptions): Problem[] {
  if (release) {
    const problems: Problem[] = []
    if (release.next === release.current)
      problems.push({
        path: ['release', 'next'],
        message: `expected another version than release.current (${release.current}): a release that is shipped over itself shows nothing`,
      })
    if (deploy && deploy.strategy === undefined && version === undefined)
      problems.push({
        path: ['version'],
        message:
          'expected where an instance says which release it serves, such as "/version": nothing else tells what your own deploy command has done',
      })
    return problems
  }
  const message = 'expected release beside it: { path, current, next } say what is switched'
  return [
    ...(deploy ? [{ path: ['deploy'], message }] : []),
    ...(migrations ? [{ path: ['migrations'], message }] : []),
  ]
}

function instanceProblems(options: ProcessOptions): Problem[] {
  const problems: Problem[] = []
  const names = instanceNames(options)
  if (options.ports && options.ports.length !== names.length)
    problems.push({
      path: ['ports'],
      message: `expected ${names.length} ports, one for each instance, not ${options.ports.length}`,
    })
  if (new Set(names).size !== names.length)
    problems.push({ path: ['name'], message: 'expected {n} in it, so that every instance has its own name' })
  const odd = names.find((name) => !NAME.test(name) || name === EDGE)
  if (odd !== undefined)
    problems.push({
      path: ['name'],
      message: `"${odd}" cannot name an instance: letters, digits, "-" and "_", and not "${EDGE}"`,
    })
  return problems
}

function edgeProblems({ edge }: ProcessOptions): Problem[] {
  if (!edge) return []
  if (edge.run === undefined && edge.url === undefined)
    return [{ path: ['edge'], message: 'expected run (it is started) or url (it is there already)' }]
  if (edge.url === undefined) return []
  if (edge.run === undefined) return []
  const problems: Problem[] = []
  if (edge.port !== undefined)
    problems.push({ path: ['edge', 'port'], message: 'expected port or url, not both: the url has the port' })
  // What is no URL is said by its own rule.
  if (!URL.canParse(edge.url)) return problems
  if (!['127.0.0.1', 'localhost'].includes(new URL(edge.url).hostname))
    problems.push({ path: ['edge', 'url'], message: 'an edge that is started here is on 127.0.0.1' })
  return problems
}

function serviceProblems(options: ProcessOptions): Problem[] {
  const taken = new Set([...instanceNames(options), EDGE])
  return Object.entries(options.services).flatMap(([name, service]) => {
    const path = ['services', name]
    const problems: Problem[] = []
    if (!NAME.test(name) || taken.has(name))
      problems.push({
        path,
        message: 'a service is named by letters, digits, "-" and "_", unlike instances and edge',
      })
    if ((service.run === undefined) === (service.external === undefined))
      problems.push({
        path,
        message: 'expected either run (it is started) or external (the address of one that is there)',
      })
    return problems
  })
}
