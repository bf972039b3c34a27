/** Finds the configuration, loads it, chooses the environment, puts in the environment's values, and checks it all. */
import { basename, dirname, join } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import { ownRedaction } from '../redact/process.ts'
import type { Redaction } from '../redact/redaction.ts'
import { checkConfig } from './check.ts'
import type { Config } from './config.ts'
import { toConfig } from './config.ts'
import type { ResolvedEnv } from './env.ts'
import { isPlain, resolveEnv } from './env.ts'
import type { ExplainedValue } from './explain.ts'
import { explain } from './explain.ts'
import { importDefault } from './import-module.ts'
import { learnSecrets } from './learn-secrets.ts'
import { refuseMisplacedTarget } from './misplaced-target.ts'
import { withEnvironment } from './overlay.ts'
import { recordable } from './recorded.ts'
import { configSchema } from './schema.ts'
import { refuseShape } from './shape.ts'
import { writtenSecrets } from './written-secrets.ts'

export interface LoadedConfig {
  /** Absolute. */
  file: string
  /** Its directory, absolute: the project's root. */
  root: string
  environment: string | null
  config: Config
  /** Values of `env()` that must be in nothing that is written. */
  secrets: readonly string[]
  /** For the run record: nothing secret, no functions. */
  recorded: JsonObject
  explained: readonly ExplainedValue[]
  /** What may not be as it was meant, for a person. */
  warnings: readonly string[]
}

export interface LoadConfigOptions {
  cwd: string
  /** `--env`; null: none. */
  environment?: string | null
  /** Process environment that `env()` reads. */
  env: Readonly<Record<string, string | undefined>>
  files: { exists(path: string): Promise<boolean> }
  /** Commands that start nothing (`list`, `judge`) do without variables that are not set. */
  allowMissingEnv?: boolean
  /** What is told of the secrets; the process's own unless given. */
  redaction?: Redaction
}

/** `.mts` and `.mjs` are modules in any package; the others where package.json says so, or says nothing. */
export const CONFIG_NAMES = [
  'firedrill.config.ts',
  'firedrill.config.mts',
  'firedrill.config.js',
  'firedrill.config.mjs',
] as const

/**
 * Looks upwards from `cwd`. Throws `config-not-found`, `config-throws`, `config-invalid` (every wrong field, with its
 * path), or `target-unknown` for an environment that is not configured.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const file = await findConfig(options)
  const root = dirname(file)
  return configOf(
    await importDefault(file, { code: 'config-throws', shown: basename(file), root }),
    file,
    options,
  )
}

/** What a configuration file exports, checked. `file`: absolute. Throws as `loadConfig` does. */
export function configOf(
  raw: unknown,
  file: string,
  options: Pick<LoadConfigOptions, 'environment' | 'env' | 'allowMissingEnv' | 'redaction'>,
): LoadedConfig {
  const { environment = null, env, redaction = ownRedaction } = options
  const root = dirname(file)
  const shown = basename(file)
  if (!isPlain(raw)) throw noDefault(shown)
  // Before anything of it can be told, as in a message that says what is wrong with it.
  const warnings = learnSecrets(raw, env, redaction)
  refuseShape(raw, shown)
  refuseMisplacedTarget(raw, shown)
  const chosen = withEnvironment(raw, environment)
  const resolved = resolveEnv(chosen, env)
  if (!options.allowMissingEnv) refuseMissing(resolved.missing, shown)
  const written = checkConfig(configSchema, resolved.value, { file: shown })
  const environments = isPlain(raw.environments) ? raw.environments : {}
  const overlay = environment === null ? null : { name: environment, written: environments[environment] }
  return {
    file,
    root,
    environment,
    config: toConfig(written, root),
    secrets: [...new Set([...resolved.secrets, ...writtenSecrets(resolved.value)])],
    recorded: recordable(chosen, writtenSecrets(chosen)),
    explained: explain(chosen, written, { file: shown, environment: overlay }),
    warnings,
  }
}

async function findConfig({ cwd, files }: LoadConfigOptions): Promise<string> {
  for (let dir = cwd; ; dir = dirname(dir)) {
    for (const name of CONFIG_NAMES) {
      const file = join(dir, name)
      if (await files.exists(file)) return file
    }
    if (dirname(dir) === dir) break
  }
  throw new FiredrillError('config-not-found', `There is no ${CONFIG_NAMES[0]} in ${cwd} or above it.`, {
    hint: `\`npx firedrill init\` writes one for the app that is here, or write it yourself:\n\n${EXAMPLE}`,
  })
}

/** Variables of environments that were not chosen do not matter. */
function refuseMissing(missing: ResolvedEnv['missing'], file: string): void {
  const needed = missing.filter(({ path }) => path[0] !== 'environments')
  if (needed.length === 0) return
  const lines = needed.map(
    ({ path, name }) => `${path.join('.')}: the environment variable ${name} is not set`,
  )
  const names = [...new Set(needed.map(({ name }) => name))]
  throw new FiredrillError('config-invalid', lines.join('\n'), {
    hint: `Set ${names.join(', ')}; ${file} asks for ${names.length === 1 ? 'it' : 'them'} by env().`,
  })
}

function noDefault(file: string): FiredrillError {
  return new FiredrillError('config-invalid', `${file}: the default export is not a configuration.`, {
    hint: 'Write `export default defineConfig({ … })`.',
  })
}

const EXAMPLE = `    import { defineConfig, processes } from 'firedrill'

    export default defineConfig({
      loads: { shop: 'scenarios/shop.ts' },
      target: processes({
        instances: 2,
        run: 'node server.js',
        port: { env: 'PORT' },
        edge: 'built-in',
      }),
    })`
