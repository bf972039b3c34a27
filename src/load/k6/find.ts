/** Finds k6, or makes it: K6_PATH, the PATH, the user's cache, a build. */
import { delimiter, join } from 'node:path'
import envPaths from 'env-paths'
import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { type BuildOptions, buildK6 } from './build.ts'
import { ACCEPTED_VERSIONS, isAccepted, type K6, K6_VERSION, versionIn } from './k6.ts'
import { missing } from './missing.ts'

export interface FindOptions {
  /** Told one line at a time while something takes long. */
  onProgress(line: string): void
  signal?: AbortSignal
  /** False: nothing is built; k6 must be there. */
  build?: boolean
}

const ASK_TIMEOUT_MS = 20_000

/** Rejects with `k6-unusable` (K6_PATH names something else) or `k6-missing`. */
export async function findK6(host: Host, options: FindOptions): Promise<K6> {
  const there = await lookForK6(host)
  if (there) return there
  if (options.build === false) throw missing(host, 'k6 was not found.')
  const build: BuildOptions = {
    onProgress: options.onProgress,
    ...(options.signal && { signal: options.signal }),
  }
  const path = cachedK6(host)
  await buildK6(host, path, build)
  const version = await versionOf(host, path)
  if (version === null) throw missing(host, `k6 was built, but ${path} does not run.`)
  return { path, version, from: 'built' }
}

/** k6 where it can be used at once, without building it; null when it is nowhere. Rejects with `k6-unusable`. */
export async function lookForK6(host: Host): Promise<K6 | null> {
  const named = host.env.K6_PATH
  if (named) return { path: named, version: await usable(host, named), from: 'K6_PATH' }
  for (const directory of (host.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, 'k6')
    if (directory === '' || !(await host.files.exists(path))) continue
    const version = await versionOf(host, path)
    if (version !== null && isAccepted(version)) return { path, version, from: 'PATH' }
  }
  const path = cachedK6(host)
  const version = (await host.files.exists(path)) ? await versionOf(host, path) : null
  return version !== null && isAccepted(version) ? { path, version, from: 'cache' } : null
}

/** `<user's cache>/firedrill/k6/<version>-<platform>-<architecture>/k6`: shared by all clones. */
export function cachedK6(host: Pick<Host, 'env' | 'platform'>): string {
  return join(cacheDir(host), 'k6', `${K6_VERSION}-${host.platform}-${process.arch}`, 'k6')
}

function cacheDir({ env }: Pick<Host, 'env'>): string {
  const configured = env.XDG_CACHE_HOME
  // On macOS too, where env-paths asks for `~/Library/Caches` only.
  return configured?.startsWith('/')
    ? join(configured, 'firedrill')
    : envPaths('firedrill', { suffix: '' }).cache
}

async function usable(host: Host, path: string): Promise<string> {
  const version = await versionOf(host, path)
  if (version !== null && isAccepted(version)) return version
  const found = version === null ? 'does not run as k6' : `is k6 ${version}`
  throw new FiredrillError('k6-unusable', `K6_PATH names ${path}, which ${found}.`, {
    hint: `Let K6_PATH name a k6 of version ${ACCEPTED_VERSIONS}, or unset it and one is found or built.`,
  })
}

/** Null when it does not run. */
async function versionOf(host: Host, path: string): Promise<string | null> {
  try {
    const asked = await host.processes.run([path, 'version'], {
      cwd: '/',
      env: { ...host.env, K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' },
      timeoutMs: ASK_TIMEOUT_MS,
    })
    return asked.exitCode === 0 ? versionIn(asked.stdout) : null
  } catch (error) {
    if (error instanceof FiredrillError) return null
    throw error
  }
}
