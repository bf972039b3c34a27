/** What the configuration did not say, and where each value came from instead. */
import type { InferredValue } from '../target.ts'
import { BUILT_IN_EDGE_WORDS, hasBuiltInEdge } from './built-in-edge.ts'
import { instanceCount } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'

const DEFAULTED = [
  'name',
  'ready',
  'probePath',
  'readyTimeout',
  'stopTimeout',
  'stopSignal',
] as const satisfies readonly (keyof ProcessOptions)[]

/** `written` are the options as the user wrote them. */
export function explainOptions(options: ProcessOptions, written: object): InferredValue[] {
  const inferred: InferredValue[] = DEFAULTED.filter((field) => !(field in written)).map((field) => ({
    name: `target.${field}`,
    value: options[field],
    source: 'default',
  }))
  const count = instanceCount(options)
  if (!('instances' in written)) {
    const source = options.ports ? 'the number of ports' : 'default'
    inferred.push({ name: 'target.instances', value: String(count), source })
  }
  if (!options.ports)
    inferred.push({
      name: 'target.ports',
      value: `chosen free, handed over in ${options.port.env}`,
      source: 'port' in written ? 'target.port' : 'default',
    })
  if (!options.edge && count === 1)
    inferred.push({ name: 'target.edge', value: 'the instance itself', source: 'one instance and no edge' })
  if (hasBuiltInEdge(written))
    inferred.push({ name: 'target.edge', value: BUILT_IN_EDGE_WORDS, source: 'target.edge: built-in' })
  inferred.push({ name: 'HOST', value: '127.0.0.1', source: 'handed to every process: loopback only' })
  return [...inferred, ...edgeReady(options), ...deployBy(options)]
}

function deployBy({ release, deploy }: ProcessOptions): InferredValue[] {
  if (!release || deploy) return []
  return [{ name: 'target.deploy', value: 'rolling, settle 1s', source: 'default where there is a release' }]
}

function edgeReady({ edge, probePath }: ProcessOptions): InferredValue[] {
  if (!edge || edge.ready !== undefined) return []
  return [{ name: 'target.edge.ready', value: probePath, source: 'target.probePath' }]
}
