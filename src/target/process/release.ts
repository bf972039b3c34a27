/** Releases on disk: the current one is built, and each instance gets a pointer of its own to it. */
import { basename, dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Files } from '../../host/host.ts'
import { runCommand } from './commands.ts'
import { instanceNames } from './option-rules.ts'
import type { Runtime } from './runtime.ts'
import { argvOf } from './templates.ts'
import { pointerPath, releasePath, type Surroundings } from './variables.ts'

const BUILD_TIMEOUT_MS = 600_000

export async function buildRelease(
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<void> {
  const { options, root } = around
  if (!options.release) return
  const { build, current } = options.release
  const path = releasePath(options, root, current)
  if (build !== undefined) {
    const argv = argvOf(build, { root, version: current, release: path })
    const log = join(around.logs, 'build.log')
    const what = `build release ${current}`
    await runCommand({ what, argv, cwd: root, env: {}, timeoutMs: BUILD_TIMEOUT_MS, log }, runtime, signal)
  }
  if (await runtime.context.host.files.exists(path)) return
  throw new FiredrillError('command-failed', `Release ${current} is not at ${path}.`, {
    hint: 'Correct release.path or release.build; the build must make just this directory.',
  })
}

/** Points every instance at the current release. */
export async function pointInstances(around: Surroundings, { context }: Runtime): Promise<void> {
  const { options, root, state } = around
  if (!options.release) return
  const { current } = options.release
  const to = releasePath(options, root, current)
  for (const name of instanceNames(options)) {
    const pointer = pointerPath(state, name)
    const command = { argv: ['ln', '-sfn', to, pointer], cwd: root, env: {} }
    const undo = { kind: 'point-release', args: { path: pointer, to: null } }
    await context.change({ what: `point ${name} at release ${current}`, undo, command }, async () => {
      await context.host.files.makeDir(dirname(pointer))
      await context.host.files.link(to, pointer)
    })
  }
}

/** The version that a pointer leads to; null when there is no pointer. */
export async function pointedVersion(
  around: Surroundings,
  name: string,
  files: Files,
): Promise<string | null> {
  const { options, root, state } = around
  if (!options.release) return null
  const to = await files.readLink(pointerPath(state, name))
  if (to === null) return null
  const known = [options.release.current, options.release.previous]
  const version = known.find((each) => each !== undefined && releasePath(options, root, each) === to)
  return version ?? basename(to)
}
