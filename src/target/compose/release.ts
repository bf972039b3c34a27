/** Releases as images: found by their tag, or built by the user's command; a tag must not change in a run. */
import { join } from 'node:path'
import type { Breakage } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import { type Broken, versionOfBroken } from '../app/broken-version.ts'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf, expand } from '../app/templates.ts'
import type { GateFinding, Release } from '../target.ts'
import { makeBroken } from './broken.ts'
import { composeEnv, tagOf } from './compose-env.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, sharedVariables } from './surroundings.ts'

const BUILD_TIMEOUT_MS = 900_000

export interface Releases {
  /** Built where it is not there. Throws `release-missing`. */
  find(version: string): Promise<Release>
  /** Makes it where that was not done before. Throws `capability-missing`. */
  broken(of: Release, how: Breakage): Promise<Release>
  verify(release: Release): Promise<GateFinding[]>
  /** Those that were found so far. */
  images(): string[]
}

export function createReleases(around: Surroundings, runtime: Runtime): Releases {
  const { engine } = runtime
  const first = new Map<string, string>()
  const made = new Map<string, Broken>()
  const look = async (version: string): Promise<Release> => {
    const where = imageOf(around, version)
    const there = await engine.image(where)
    const bad = made.get(version)
    if (there === null && bad) await makeBroken({ version, where, ...bad }, around, runtime)
    else if (there === null) await build(version, where, around, runtime)
    const image = there ?? (await engine.image(where))
    if (image === null) throw missing(version, where)
    if (!first.has(where)) first.set(where, image.id)
    return { version, digest: image.id, where }
  }
  return {
    find: look,
    images: () => [...first.keys()],
    broken(of, how) {
      const version = versionOfBroken(of, how, made)
      made.set(version, { of, how })
      return look(version)
    },
    async verify({ version, where }) {
      const now = (await engine.image(where))?.id ?? null
      const before = first.get(where) ?? now
      if (now !== null && now === before) return []
      const reason =
        now === null
          ? `The image ${where} of ${version} is gone.`
          : `The tag ${where} stands for ${now} now; when it was found it stood for ${before}.`
      return [
        {
          code: 'digest-mismatch',
          reason,
          hint: 'Never move a tag that has been tried: build a new version.',
        },
      ]
    },
  }
}

export function imageOf({ options, run }: Pick<Surroundings, 'options' | 'run'>, version: string): string {
  return expand(options.release?.image ?? '', { version: tagOf(version, run) })
}

/** Null where the configuration has none. */
export function buildCommand(around: Surroundings, version: string): OneCommand | null {
  const { release } = around.options
  if (release?.build === undefined) return null
  return {
    what: `build release ${version}`,
    argv: argvOf(release.build, { ...sharedVariables(around), version }),
    cwd: around.root,
    env: composeEnv(around, version),
    timeoutMs: BUILD_TIMEOUT_MS,
    log: join(around.logs, 'build.log'),
  }
}

async function build(version: string, where: string, around: Surroundings, runtime: Runtime): Promise<void> {
  const command = buildCommand(around, version)
  if (!command) throw missing(version, where)
  await runCommand(command, runtime, runtime.context.signal)
}

function missing(version: string, where: string): FiredrillError {
  return new FiredrillError('release-missing', `The image ${where} of release ${version} is not there.`, {
    hint: 'Build or pull it, correct release.image, or give the command that builds it as release.build.',
  })
}
