/** Releases on disk: they are built, and each instance gets a pointer of its own to one. */

import { basename, dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Files } from '../../host/host.ts'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf } from '../app/templates.ts'
import type { CommandLine, Release } from '../target.ts'
import type { Runtime } from './runtime.ts'
import { placesOf, pointerPath, releasePath, type Surroundings } from './variables.ts'

const BUILD_TIMEOUT_MS = 600_000

/**
 * Sees to it that a release is where it should be. Built anew the first time in a run, so that it is what the sources
 * say; from then on it must not change. Throws `release-missing`.
 */
export async function ensureRelease(around: Surroundings, runtime: Runtime, version: string): Promise<void> {
  const { host, signal } = runtime.context
  const where = releasePath(around.options, around.root, version)
  const isThere = () => host.files.exists(where)
  if (runtime.artifacts.has(where) && (await isThere())) return
  const build = buildCommand(around, version)
  if (build) await buildAt(where, version, () => runCommand(build, runtime, signal))
  if (await isThere()) {
    runtime.artifacts.add(where)
    return
  }
  if (build)
    throw new FiredrillError('release-missing', `The build of ${version} did not make ${where}.`, {
      hint: 'Correct release.path or release.build; the build must make just this directory.',
    })
  const { reason, hint } = missingRelease(version, where)
  throw new FiredrillError('release-missing', reason, { hint })
}

/** Of a release that is not there and that nothing builds: the same words before a run and in it. */
export function missingRelease(version: string, where: string): { reason: string; hint: string } {
  return {
    reason: `Release ${version} is not at ${where}.`,
    hint: 'Put it there, correct release.path, or give the command that builds it as release.build.',
  }
}

async function buildAt(where: string, version: string, build: () => Promise<unknown>): Promise<void> {
  try {
    await build()
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    const message = `Release ${version}, for ${where}, could not be built: ${error.message}`
    throw new FiredrillError('release-missing', message, { hint: error.hint, cause: error })
  }
}

/** Null where the configuration has no command that builds. */
export function buildCommand(around: Surroundings, version: string): OneCommand | null {
  const { options, root, logs } = around
  if (options.release?.build === undefined) return null
  const variables = { root, version, release: releasePath(options, root, version) }
  return {
    what: `build release ${version}`,
    argv: argvOf(options.release.build, variables),
    cwd: root,
    env: {},
    timeoutMs: BUILD_TIMEOUT_MS,
    log: join(logs, 'build.log'),
  }
}

/** Points every instance at the current release. */
export async function pointInstances(around: Surroundings, runtime: Runtime): Promise<void> {
  const { options, root } = around
  if (!options.release) return
  const { current } = options.release
  const release = { version: current, where: releasePath(options, root, current) }
  for (const { name } of placesOf(around)) await pointInstance(around, runtime, name, release)
}

/** Points one instance at a release, from its next start on. */
export async function pointInstance(
  around: Surroundings,
  { context }: Runtime,
  name: string,
  release: Pick<Release, 'version' | 'where'>,
): Promise<void> {
  const { files } = context.host
  const path = pointerPath(around.state, name)
  const undo = { kind: 'point-release', args: { path, to: await files.readLink(path) } }
  const what = `point ${name} at release ${release.version}`
  await context.change({ what, undo, command: pointCommand(around, name, release) }, async () => {
    await files.makeDir(dirname(path))
    await files.link(release.where, path)
  })
}

export function pointCommand(
  around: Surroundings,
  name: string,
  { where }: Pick<Release, 'where'>,
): CommandLine {
  return { argv: ['ln', '-sfn', where, pointerPath(around.state, name)], cwd: around.root, env: {} }
}

/** Where a pointer leads to; null when there is no pointer. */
export async function pointedAt(around: Surroundings, name: string, files: Files): Promise<string | null> {
  return around.options.release ? files.readLink(pointerPath(around.state, name)) : null
}

/** The version that lies there, by the configuration. */
export function versionAt({ options, root }: Surroundings, where: string): string {
  const { current, previous, next } = options.release ?? {}
  const known = [current, previous, next]
  const version = known.find((each) => each !== undefined && releasePath(options, root, each) === where)
  return version ?? basename(where)
}
