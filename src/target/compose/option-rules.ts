/** Rules that span several fields of the options: which names may stand for what. */
import type { ComposeOptions } from './options.ts'
import { serviceNamesOf } from './places.ts'

export interface Problem {
  path: (string | number)[]
  message: string
}

export function optionProblems(options: ComposeOptions): Problem[] {
  return [...nameProblems(options), ...releaseProblems(options), ...scalingProblems(options)]
}

function nameProblems(options: ComposeOptions): Problem[] {
  const { instances, edge, services } = options
  const taken = [...instances, ...serviceNamesOf(options, instances)]
  const problems: Problem[] = []
  for (const [index, name] of instances.entries())
    if (instances.indexOf(name) < index)
      problems.push({ path: ['instances', index], message: `${name} stands there twice` })
  if (taken.includes(edge.service))
    problems.push({
      path: ['edge', 'service'],
      message: `${edge.service} is an instance: an edge stands before them`,
    })
  for (const name of Object.keys(services))
    if (name === edge.service || taken.includes(name))
      problems.push({ path: ['services', name], message: `${name} is an instance or the edge already` })
  return problems
}

/** Further sets of instances are services of their own, which a scaled service has not. */
function scalingProblems({ scaled, deploy }: ComposeOptions): Problem[] {
  if (scaled === null || deploy === undefined || !('strategy' in deploy)) return []
  if (deploy.strategy === 'rolling') return []
  const message = `a scaled service (${scaled.service}) is switched by the strategy rolling, or by a command of your own: ${deploy.strategy} needs a service for each instance`
  return [{ path: ['deploy', 'strategy'], message }]
}

function releaseProblems({ release, deploy, migrations }: ComposeOptions): Problem[] {
  if (release) {
    if (release.next !== release.current) return []
    const message = `expected another version than release.current (${release.current}): a release that is shipped over itself shows nothing`
    return [{ path: ['release', 'next'], message }]
  }
  const message = 'expected release beside it: { variable, image, current, next } say what is switched'
  return [
    ...(deploy ? [{ path: ['deploy'], message }] : []),
    ...(migrations ? [{ path: ['migrations'], message }] : []),
  ]
}
