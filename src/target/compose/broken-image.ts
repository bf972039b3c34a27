/** The image of a known-bad release: the good one with a program before its entry point; how it is built. */
import { join } from 'node:path'
import type { Breakage } from '../../drill/model.ts'
import type { Image } from '../../host/engine/engine.ts'
import type { OneCommand } from '../app/command.ts'
import { namesOf } from '../app/said.ts'
import { CONTAINED_PROGRAM } from '../broken/contained/files.ts'
import { toArguments } from '../broken/settings.ts'
import type { Release } from '../target.ts'
import { RUN_LABEL, type Surroundings, VERSION_LABEL } from './surroundings.ts'

const BUILD_TIMEOUT_MS = 300_000
const HOME = '/firedrill'
const HIGHEST_PORT = 65_535

export interface BrokenImage {
  version: string
  of: Release
  how: Breakage
  /** Its name. */
  where: string
}

/** Where the build reads from. */
export function contextDir({ state }: Pick<Surroundings, 'state'>, version: string): string {
  return join(state, 'broken', version.replaceAll(/[^A-Za-z0-9._-]/g, '_'))
}

export function buildCommand(
  around: Surroundings,
  { version, where }: Pick<BrokenImage, 'version' | 'where'>,
): OneCommand {
  return {
    what: `make the known-bad release ${version}`,
    argv: ['docker', 'build', '--tag', where, contextDir(around, version)],
    cwd: around.root,
    env: {},
    timeoutMs: BUILD_TIMEOUT_MS,
    log: join(around.logs, 'build.log'),
  }
}

/**
 * The first stage gathers Node with its loader and libraries, so that it runs on whatever the good image stands on. The
 * labels come first: what a builder leaves of either stage is found by the run's.
 */
export function dockerfileOf(
  around: Surroundings,
  { of, how, version }: BrokenImage,
  { entrypoint, command }: Pick<Image, 'entrypoint' | 'command'>,
): string {
  const { options, run } = around
  const label = `LABEL ${RUN_LABEL}=${JSON.stringify(run)}`
  const { path, keys, headers } = namesOf(options.version)
  const settings = {
    how,
    listen: options.port,
    behind: behind(options.port),
    says: version,
    ready: options.ready,
    spared: [options.health, path].filter((each) => each !== undefined),
    versionPath: path ?? null,
    versionKey: keys.version,
    releaseHeader: headers.release,
    portVariable: portVariable(around),
  }
  const node = [`${HOME}/lib/loader`, '--library-path', `${HOME}/lib`, `${HOME}/node`]
  const program = [...node, `${HOME}/program/${CONTAINED_PROGRAM}`, ...toArguments(settings, entrypoint)]
  return `${[
    `FROM ${nodeImage(around)} AS node`,
    label,
    'USER 0:0',
    `COPY . ${HOME}/program`,
    `RUN ["node", "${HOME}/program/gather.cjs", "${HOME}"]`,
    `FROM ${of.where}`,
    `${label} ${VERSION_LABEL}=${JSON.stringify(version)}`,
    `COPY --from=node ${HOME} ${HOME}`,
    `ENTRYPOINT ${JSON.stringify(program)}`,
    `CMD ${JSON.stringify(command)}`,
  ].join('\n')}\n`
}

/** The good one listens there, within the same container. */
function behind(port: number): number {
  return port + 10_000 <= HIGHEST_PORT ? port + 10_000 : port - 10_000
}

export function portVariable({ options }: Surroundings): string {
  return options.release?.broken?.portVariable ?? 'PORT'
}

function nodeImage({ options }: Surroundings): string {
  return options.release?.broken?.node ?? 'node:24-bookworm-slim'
}

/** Run in the first stage: `ldd` names the libraries by path, the loader among them. Whoever runs the image may read it. */
export const GATHER = `const { execFileSync } = require('node:child_process')
const { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync } = require('node:fs')
const { basename, join } = require('node:path')
const home = process.argv[2]
mkdirSync(join(home, 'lib'), { recursive: true })
copyFileSync(process.execPath, join(home, 'node'))
const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\\/\\S+/g) ?? []
for (const path of libraries) copyFileSync(path, join(home, 'lib', basename(path)))
const loader = libraries.find((path) => /^ld-/.test(basename(path)))
if (loader === undefined) throw new Error('ldd names no loader of ' + process.execPath)
copyFileSync(loader, join(home, 'lib', 'loader'))
const open = (path) => {
  chmodSync(path, 0o755)
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) open(join(path, name))
}
open(home)
`
