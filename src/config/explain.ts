/** Every value of the configuration with where it comes from, for `doctor --explain`. */
import { describeGuard } from '../drill/describe.ts'
import { guardOf } from '../drill/guards/read.ts'
import { isEnvRef, isPlain } from './env.ts'
import { pathInEnvironment } from './overlay.ts'
import type { WrittenConfig } from './schema.ts'

export interface ExplainedValue {
  /** `prober.interval`. */
  name: string
  /** As written; a secret is not shown. */
  value: string
  /** `default`, `firedrill.config.ts`, `environment staging`, `environment variable DATABASE_URL`. */
  source: string
}

export interface ExplainOptions {
  file: string
  environment: { name: string; written: unknown } | null
}

/**
 * `raw` is the configuration with its references in place, `written` the same with everything filled in. A target's
 * options are explained by its adapter.
 */
export function explain(
  raw: Readonly<Record<string, unknown>>,
  written: WrittenConfig,
  options: ExplainOptions,
): ExplainedValue[] {
  const { handlers, indicators, guards, environments: _, ...filled } = written
  const named = {
    handlers: Object.keys(handlers),
    indicators: Object.keys(indicators),
    guards: guards.map((guard) => describeGuard(guardOf(guard, options.file))),
  }
  return leaves({ ...filled, ...named }, []).map(({ path, value }) => explainOne(raw, path, value, options))
}

function explainOne(
  raw: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
  { file, environment }: ExplainOptions,
): ExplainedValue {
  const name = path.join('.')
  const own = path.reduce<unknown>((at, key) => (isPlain(at) && !isEnvRef(at) ? at[key] : undefined), raw)
  if (isEnvRef(own)) return { name, value: '‹not shown›', source: `environment variable ${own.env}` }
  if (own === undefined) return { name, value: shown(value), source: 'default' }
  const source =
    environment && pathInEnvironment(environment.written, path) ? `environment ${environment.name}` : file
  return { name, value: shown(value), source }
}

function leaves(value: unknown, path: readonly string[]): { path: readonly string[]; value: unknown }[] {
  if (!isPlain(value)) return value === undefined ? [] : [{ path, value }]
  return Object.entries(value)
    .filter(([key]) => !(key === 'options' && (path[0] === 'target' || path[0] === 'targets')))
    .flatMap(([key, inner]) => leaves(inner, [...path, key]))
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join(', ')
  return String(value)
}
