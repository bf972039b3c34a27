/**
 * Builds k6 from the go.mod and go.sum in `build/`. It is made in a directory of its own beside its final place and
 * renamed: whoever sees the name sees the whole program, and of two builds at once the last one wins.
 */
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Finished, Host } from '../../host/host.ts'
import { K6_VERSION, versionIn } from './k6.ts'
import { missing } from './missing.ts'

export interface BuildOptions {
  onProgress(line: string): void
  signal?: AbortSignal
}

/** The same from `src/load/k6` and from `dist/load/k6`: the published package carries both. */
const MODULE_DIR = join(import.meta.dirname, '../../../src/load/k6/build')
const TEMPORARY = '.building-'
const REPORT_EVERY_MS = 10_000
/** Cold, two slow cores, a slow network. */
const BUILD_TIMEOUT_MS = 30 * 60_000
/** What a cold build compiles, the standard library included. */
const PACKAGES = 780

/** Makes k6 at `path`. Rejects with `k6-missing`: no Go, or the build failed (nothing is left of it). */
export async function buildK6(host: Host, path: string, options: BuildOptions): Promise<void> {
  const go = await goVersion(host)
  const parent = dirname(path)
  await host.files.makeDir(parent)
  await removeStale(host, parent)
  const directory = join(parent, `${TEMPORARY}${process.pid}-${randomUUID().slice(0, 8)}`)
  await host.files.makeDir(directory)
  try {
    const made = join(directory, 'k6')
    options.onProgress(`Building k6 v${K6_VERSION} with ${go}: about two minutes, once for this machine.`)
    const built = await reporting(host, join(directory, 'build.log'), options, (log) =>
      host.processes.run(buildCommand(made), {
        cwd: MODULE_DIR,
        env: { ...host.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
        timeoutMs: BUILD_TIMEOUT_MS,
        log,
        ...(options.signal && { signal: options.signal }),
      }),
    )
    await check(host, built, made)
    await rename(host, made, path)
    options.onProgress(`Built k6 v${K6_VERSION}: ${path}`)
  } finally {
    await host.files.remove(directory)
  }
}

function buildCommand(output: string): string[] {
  const flags = ['-v', '-trimpath', '-mod=readonly', '-ldflags', '-s -w']
  return ['go', 'build', ...flags, '-o', output, 'go.k6.io/k6/v2']
}

async function goVersion(host: Host): Promise<string> {
  try {
    const asked = await host.processes.run(['go', 'version'], { cwd: '/', env: host.env, timeoutMs: 20_000 })
    const version = /\bgo\d+\.\d+\S*/.exec(asked.stdout)?.[0]
    if (asked.exitCode === 0 && version) return version
    throw missing(host, 'k6 was not found, and `go version` fails, so that it cannot be built.')
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code === 'k6-missing') throw error
    throw missing(host, 'k6 was not found, and Go is not here to build it with.', error)
  }
}

async function check(host: Host, built: Finished, made: string): Promise<void> {
  if (built.exitCode !== 0) {
    const why = built.timedOut ? 'it took too long' : lastLines(built.stderr)
    throw missing(host, `k6 could not be built: ${why}`)
  }
  const asked = await host.processes.run([made, 'version'], { cwd: '/', env: host.env, timeoutMs: 20_000 })
  if (versionIn(asked.stdout) === null)
    throw missing(host, `k6 was built but does not run: ${lastLines(asked.stderr)}`)
}

/** Says every so often how far the build is, from the packages that `go build -v` names. */
async function reporting(
  host: Host,
  log: string,
  options: BuildOptions,
  run: (log: string) => Promise<Finished>,
): Promise<Finished> {
  const startMs = host.clock.monoMs()
  const over = new AbortController()
  const report = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await host.clock.sleep(REPORT_EVERY_MS, over.signal)
      const lines = ((await host.files.readIfThere(log)) ?? '').split('\n')
      const packages = lines.filter((line) => line !== '' && !line.startsWith('go: ')).length
      const seconds = Math.round((host.clock.monoMs() - startMs) / 1000)
      options.onProgress(`Building k6: ${packages} of at most ${PACKAGES} packages after ${seconds} s`)
    }
  }
  const reports = report().catch((error: unknown) => {
    if (!over.signal.aborted) options.onProgress(`The build's progress cannot be read: ${String(error)}`)
  })
  try {
    return await run(log)
  } finally {
    over.abort()
    await reports
  }
}

/** Of builds that were killed. One that still runs keeps its directory. */
async function removeStale(host: Host, parent: string): Promise<void> {
  for (const name of await host.files.list(parent)) {
    const pid = new RegExp(`^\\${TEMPORARY}(\\d+)-`).exec(name)?.[1]
    if (pid && (await host.processes.identity(Number(pid))) === null)
      await host.files.remove(join(parent, name))
  }
}

/** Within one directory tree, `mv` is rename(2). */
async function rename(host: Host, from: string, to: string): Promise<void> {
  const moved = await host.processes.run(['mv', '-f', from, to], { cwd: dirname(to), env: host.env })
  if (moved.exitCode !== 0)
    throw missing(host, `k6 was built, but ${basename(to)} could not be put into ${dirname(to)}.`)
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n')
}
