/** Which template names are known where, and which texts of the options use one that is not. */

import type { Command } from '../app/option-types.ts'
import { namesIn, unknownName } from '../app/templates.ts'
import type { Problem } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'

export type Scope =
  | 'shared'
  | 'service-url'
  | 'service'
  | 'instance'
  | 'edge'
  | 'route'
  | 'release-path'
  | 'release-build'
  | 'release-check'
  | 'release-command'
  | 'deploy'

const OWN = {
  shared: [],
  service: ['name', 'port'],
  edge: ['name', 'port'],
  route: ['name', 'port', 'upstreams'],
  instance: ['name', 'port', 'n'],
  'release-check': ['name', 'port', 'n', 'version'],
  'release-command': ['version'],
  deploy: ['version', 'previous', 'previous.version'],
} as const satisfies Partial<Record<Scope, readonly string[]>>

/** The names that `variables.ts` gives values to, in the same scope. */
export function knownNames(options: ProcessOptions, scope: Scope): string[] {
  if (scope === 'release-path') return ['root', 'version']
  if (scope === 'release-build') return ['root', 'version', 'release']
  const ports = Object.entries(options.services)
    .filter(([, service]) => service.run !== undefined)
    .map(([name]) => `services.${name}.port`)
  const places = ['root', 'state', 'logs', 'run']
  if (scope === 'service-url') return [...places, ...ports, 'port']
  const shared = [...places, ...ports, ...serviceUrls(options), 'instances', 'edge.url', 'edge.port']
  if (options.release) shared.push('release')
  if (options.release?.previous !== undefined) shared.push('previous')
  return [...new Set([...shared, ...OWN[scope]])]
}

function serviceUrls(options: ProcessOptions): string[] {
  return Object.entries(options.services)
    .filter(([, service]) => service.url !== undefined || service.external !== undefined)
    .map(([name]) => `services.${name}.url`)
}

/** A name that is known once the options say more. */
function lacks(name: string, { release }: ProcessOptions): string {
  return name === 'release' && release === undefined
    ? ": it needs `release` beside it, with the releases' path and the current one"
    : ''
}

export function templateProblems(options: ProcessOptions): Problem[] {
  return textsOf(options).flatMap(({ path, text, scope }) => {
    const known = knownNames(options, scope)
    return namesIn(text)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path, message: `${unknownName(name, known)}${lacks(name, options)}` }))
  })
}

interface Text {
  path: (string | number)[]
  text: string
  scope: Scope
}

interface Runnable {
  run?: Command | undefined
  cwd?: string | undefined
  env: Record<string, string>
}

function textsOf(options: ProcessOptions): Text[] {
  const { edge, services, prepare } = options
  const texts = [...runnable(options, [], 'instance'), ...releaseTexts(options)]
  if (edge) texts.push(...runnable(edge, ['edge'], 'edge'))
  texts.push(...commandTexts(edge?.route ?? [], ['edge', 'route'], 'route'))
  if (edge?.accessLog)
    texts.push({ path: ['edge', 'accessLog', 'file'], text: edge.accessLog.file, scope: 'edge' })
  for (const [name, service] of Object.entries(services)) {
    texts.push(...runnable(service, ['services', name], 'service'))
    if (service.url !== undefined)
      texts.push({ path: ['services', name, 'url'], text: service.url, scope: 'service-url' })
    if ('command' in service.ready)
      texts.push(...commandTexts(service.ready.command, ['services', name, 'ready', 'command'], 'service'))
  }
  for (const [index, step] of prepare.entries()) texts.push(...runnable(step, ['prepare', index], 'shared'))
  return texts
}

function releaseTexts({ release, deploy, migrations }: ProcessOptions): Text[] {
  const texts: Text[] = []
  if (release) {
    texts.push({ path: ['release', 'path'], text: release.path, scope: 'release-path' })
    texts.push(...commandTexts(release.build ?? [], ['release', 'build'], 'release-build'))
    texts.push(...commandTexts(release.check ?? [], ['release', 'check'], 'release-check'))
  }
  if (deploy && 'run' in deploy) {
    texts.push(...runnable(deploy, ['deploy'], 'deploy'))
    texts.push(...commandTexts(deploy.rollback, ['deploy', 'rollback'], 'deploy'))
  }
  if (migrations) {
    const { status, up, down = [] } = migrations
    texts.push(...runnable({ ...migrations, run: undefined }, ['migrations'], 'release-command'))
    for (const [name, command] of Object.entries({ status, up, down }))
      texts.push(...commandTexts(command, ['migrations', name], 'release-command'))
  }
  return texts
}

function runnable({ run, cwd, env }: Runnable, path: (string | number)[], scope: Scope): Text[] {
  return [
    ...commandTexts(run ?? [], [...path, 'run'], scope),
    ...(cwd === undefined ? [] : [{ path: [...path, 'cwd'], text: cwd, scope }]),
    ...Object.entries(env).map(([name, text]) => ({ path: [...path, 'env', name], text, scope })),
  ]
}

function commandTexts(command: Command, path: (string | number)[], scope: Scope): Text[] {
  if (typeof command === 'string') return [{ path, text: command, scope }]
  return command.map((text, index) => ({ path: [...path, index], text, scope }))
}
