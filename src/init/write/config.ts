import type { ComposeWay, ProcessesWay } from '../way.ts'
import type { Written } from './files.ts'
import { fields, quoted } from './text.ts'

/** The name that the drills know the load by. */
export const LOAD = 'users'

/** `firedrill.config.ts`. What a run needs and nothing more: the rest has defaults, which `doctor --explain` lists. */
export function configText(written: Written, script: string): string {
  const { way } = written
  const target = way.target === 'processes' ? processesLines(way, written) : composeLines(way, written)
  return [
    `import { ${way.target === 'processes' ? 'defineConfig, processes' : 'compose, defineConfig'} } from 'firedrill'`,
    '',
    'export default defineConfig({',
    `  loads: { ${LOAD}: ${quoted(script)} },`,
    `  target: ${way.target}({`,
    ...target.map((line) => `    ${line}`),
    '  }),',
    '})',
    '',
  ].join('\n')
}

function processesLines({ run, portVariable, env, ready }: ProcessesWay, written: Written): string[] {
  const { edge, path } = written
  return [
    'instances: 2,',
    `run: ${quoted(run)},`,
    // One that stands in the command need not be handed over as well, but does no harm.
    ...(run.includes('{port}')
      ? []
      : [`port: { env: ${quoted(portVariable)} }, // a free one is chosen and handed over`]),
    ...(Object.keys(env).length === 0 ? [] : [`env: ${fields(env)},`]),
    `ready: ${quoted(ready.path)}, // 200 when it can serve`,
    ...probeLines(path),
    ...edgeLines(edge ?? 'built-in'),
  ]
}

function edgeLines(edge: string): string[] {
  if (edge !== 'built-in')
    return [`edge: ${/^https?:\/\//.test(edge) ? fields({ url: edge }) : fields({ run: edge })},`]
  return [
    '// firedrill’s own balancer. Your users meet another one: edge: { run: … } starts yours.',
    `edge: ${quoted(edge)},`,
  ]
}

function composeLines(way: ComposeWay, { path }: Written): string[] {
  const { files, instances, port, edge, services, ready, balancer } = way
  const named =
    'service' in instances
      ? `{ service: ${quoted(instances.service)}, count: ${instances.count} }`
      : `[${instances.map(quoted).join(', ')}]`
  const dependencies = Object.entries(services).map(([name, at]) => `${key(name)}: { port: ${at} }`)
  return [
    `files: [${files.map(quoted).join(', ')}],`,
    `instances: ${named},`,
    `port: ${port}, // on which each listens, inside its container`,
    `ready: ${quoted(ready.path)}, // 200 when it can serve`,
    ...probeLines(path),
    ...(balancer
      ? [`// The balancer of ${balancer.file}. Your users meet another one: name its service here.`]
      : []),
    `edge: ${fields(edge)},`,
    ...(dependencies.length === 0 ? [] : [`services: { ${dependencies.join(', ')} },`]),
  ]
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)
}

function probeLines(path: string): string[] {
  return path === '/' ? [] : [`probePath: ${quoted(path)}, // a page that users ask for`]
}
