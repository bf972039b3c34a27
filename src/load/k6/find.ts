/** Finds k6, or makes it: K6_PATH, the PATH, the user's cache, a build. */
import { delimiter, join } from 'node:path'
import envPaths from 'env-paths'
import { FiredrillError } from '../../errors.ts'
import type { Finished, Host } from '../../host/host.ts'
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
const MOST_WORDS = 200

/** Rejects with `k6-unusable` (K6_PATH names something else) or `k6-missing`. */
export async function findK6(host: Host, options: FindOptions): Promise<K6> {
  const passedOver: PassedOver[] = []
  const there = await lookForK6(host, passedOver)
  // An old one is known to whoever has it; one that does not run at all was meant to.
  if (there?.from !== 'PATH')
    for (const { runs, what } of passedOver) if (!runs) options.onProgress(`warning: ${what}.`)
  if (there) return there
  try {
    return await made(host, options)
  } catch (error) {
    if (!(error instanceof FiredrillError) || passedOver.length === 0) throw error
    const { code, message, hint, cause } = error
    throw new FiredrillError(code, message, { hint: [...wordsOf(passedOver), hint].join(' '), cause })
  }
}

async function made(host: Host, options: FindOptions): Promise<K6> {
  if (options.build === false) throw missing(host, 'k6 was not found.')
  const build: BuildOptions = {
    onProgress: options.onProgress,
    ...(options.signal && { signal: options.signal }),
  }
  const path = cachedK6(host)
  await buildK6(host, path, build)
  const { version } = await ask(host, path)
  if (version === null) throw missing(host, `k6 was built, but ${path} does not run.`)
  return { path, version, from: 'built' }
}

/** A k6 on the PATH that cannot be used. */
export interface PassedOver {
  /** False: it is of no version, for it did not say one. */
  runs: boolean
  /** `/usr/bin/k6 is passed over: it is k6 1.4.0` */
  what: string
}

/** A sentence each. */
export function wordsOf(passedOver: readonly PassedOver[]): string[] {
  return passedOver.map(({ what }) => `${what}.`)
}

/**
 * k6 where it can be used at once, without building it; null when it is nowhere. Rejects with `k6-unusable`. What is
 * passed over on the PATH is added to `passedOver`.
 */
export async function lookForK6(host: Host, passedOver: PassedOver[] = []): Promise<K6 | null> {
  const named = host.env.K6_PATH
  if (named) return { path: named, version: await usable(host, named), from: 'K6_PATH' }
  for (const directory of (host.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, 'k6')
    if (directory === '' || !(await host.files.exists(path))) continue
    const { version, said } = await ask(host, path)
    if (version !== null && isAccepted(version)) return { path, version, from: 'PATH' }
    passedOver.push({ runs: version !== null, what: `${path} is passed over: it ${said}` })
  }
  const path = cachedK6(host)
  const version = (await host.files.exists(path)) ? (await ask(host, path)).version : null
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
  const { version, said } = await ask(host, path)
  if (version !== null && isAccepted(version)) return version
  throw new FiredrillError('k6-unusable', `K6_PATH names ${path}, which ${said}.`, {
    hint: `Let K6_PATH name a k6 of version ${ACCEPTED_VERSIONS}, or unset it and one is found or built.`,
  })
}

interface Asked {
  /** Null when it does not run. */
  version: string | null
  /** `is k6 1.4.0`, or why it does not run. */
  said: string
}

/** Where the load is run: what a version manager puts on the PATH has a version only in some directories. */
async function ask(host: Host, path: string): Promise<Asked> {
  try {
    const asked = await host.processes.run([path, 'version'], {
      cwd: process.cwd(),
      env: { ...host.env, K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' },
      timeoutMs: ASK_TIMEOUT_MS,
    })
    const version = asked.exitCode === 0 ? versionIn(asked.stdout) : null
    return { version, said: version === null ? `does not run as k6${whyNot(asked)}` : `is k6 ${version}` }
  } catch (error) {
    if (error instanceof FiredrillError) return { version: null, said: 'does not run as k6' }
    throw error
  }
}

/** ` (exit code 126: No version is set for command k6)`; empty: it ended as if all were well. */
function whyNot({ exitCode, timedOut, stdout, stderr }: Finished): string {
  if (exitCode === 0) return ''
  const first = `${stderr}\n${stdout}`.split('\n').find((line) => line.trim() !== '')
  const words = first === undefined ? '' : `: ${first.trim().slice(0, MOST_WORDS).toWellFormed()}`
  return ` (${timedOut ? `no answer in ${ASK_TIMEOUT_MS / 1000} s` : `exit code ${exitCode}`}${words})`
}
