/**
 * What `docker compose` is told by its environment, so that each command is just what a person would type in a shell
 * where these are set. Source: Compose, pre-defined environment variables.
 */
import { join } from 'node:path'
import { breakageIn } from '../app/broken-version.ts'
import { below } from '../app/templates.ts'
import type { ComposeOptions } from './options.ts'
import type { Surroundings } from './surroundings.ts'

interface EnvPlace {
  project: { name: string }
  run: string
}

/** `version`: the release that the variable of the tag stands for. */
export function composeEnv(
  { options, project, files, run }: Pick<Surroundings, 'options' | 'files'> & EnvPlace,
  version: string | undefined = options.release?.current,
): Record<string, string> {
  const { release, profiles } = options
  return {
    ...options.env,
    COMPOSE_PROJECT_NAME: project.name,
    ...(files.length > 0 ? { COMPOSE_FILE: files.join(':') } : {}),
    COMPOSE_ANSI: 'never',
    ...(profiles.length > 0 ? { COMPOSE_PROFILES: profiles.join(',') } : {}),
    ...(release?.variable && version !== undefined ? { [release.variable]: tagOf(version, run) } : {}),
  }
}

export function writtenFiles({ files }: Pick<ComposeOptions, 'files'>, root: string): string[] {
  return files.map((file) => below(root, file))
}

export function overridePath(state: string): string {
  return join(state, 'compose.firedrill.json')
}

/**
 * What stands for a version in the name of its image. That of a known-bad release is the run's own, so that no other
 * run can meet it, and has no `+`.
 */
export function tagOf(version: string, run: string): string {
  if (breakageIn(version) === null) return version
  return `${version}_${run.toLowerCase()}`.replaceAll(/[^A-Za-z0-9._-]/g, '_')
}
