/** What the configuration did not say, and where each value came from instead. */
import type { InferredValue } from '../target.ts'
import type { ComposeOptions } from './options.ts'

const DEFAULTED = ['ready', 'probePath', 'readyTimeout'] as const satisfies readonly (keyof ComposeOptions)[]

/** `written` are the options as the user wrote them. */
export function explainOptions(options: ComposeOptions, written: object): InferredValue[] {
  const inferred = explainDefaults(options, written)
  if (!('files' in written))
    inferred.push({ name: 'target.files', value: options.files.join(', '), source: 'default' })
  inferred.push(
    { name: 'project', value: 'firedrill-<run>', source: "a project of the run's own" },
    { name: 'ports', value: 'chosen free, published on 127.0.0.1', source: "the run's own override file" },
  )
  return inferred
}

/** Of a project of the run's own, and of one that runs already. */
export function explainDefaults(options: ComposeOptions, written: object): InferredValue[] {
  const inferred: InferredValue[] = DEFAULTED.filter((field) => !(field in written)).map((field) => ({
    name: `target.${field}`,
    value: options[field],
    source: 'default',
  }))
  if (!('port' in written))
    inferred.push({ name: 'target.port', value: String(options.port), source: 'default' })
  return inferred
}
