/** Starts a release beside the app, with another environment, looks what it makes of it, and takes it away again. */
import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Container } from '../../host/engine/engine.ts'
import { runCommand } from '../app/command.ts'
import { waitReady } from '../app/ready.ts'
import { whatItSays } from '../app/says.ts'
import type { Trial, TrialSeen } from '../target.ts'
import { isUp } from './containers.ts'
import { dockerCommand } from './hit.ts'
import { lastOf, writtenSince } from './logs.ts'
import type { Releases } from './release.ts'
import type { Runtime } from './runtime.ts'
import { searchSecrets } from './secrets.ts'
import { loopback, type Surroundings } from './surroundings.ts'
import { leavesOut, type Place, trialCommand, trialPlace } from './trial-run.ts'

/** It has no users: what does not end in this time is killed. */
const STOP_WITHIN_MS = 5000
const POLL_MS = 100

export function trialOf(around: Surroundings, runtime: Runtime, releases: Releases): Trial {
  const { host } = runtime.context
  let count = 0
  return {
    required: around.options.required,
    async boot(release, change, signal) {
      const place = trialPlace(around, ++count, await host.net.freePort(), change.without.length > 0)
      const { override, container } = place
      if (override !== null) {
        const what = `leave ${change.without.join(', ')} out of ${place.name}`
        const undo = { kind: 'covered', args: { by: `remove ${around.state}` } }
        await runtime.context.change({ what, undo }, () =>
          host.files.writeAtomic(override, leavesOut(around, change.without)),
        )
      }
      const command = trialCommand(around, place, release.version, change)
      const without = Object.entries(runtime.baseEnv).filter(([name]) => !change.without.includes(name))
      try {
        await runCommand(command, { ...runtime, baseEnv: Object.fromEntries(without) }, signal)
        return await seenOf(place, change.withinMs, around, runtime, signal)
      } finally {
        await takeAway(container, runtime)
      }
    },
    searchSecrets: (directories) => searchSecrets(directories, releases.images(), around, runtime),
  }
}

async function seenOf(
  { name, container, port }: Place,
  withinMs: number,
  { options, logs }: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<TrialSeen> {
  const { engine, redact, context } = runtime
  const { clock, files } = context.host
  const url = loopback(port)
  const wanted = {
    name,
    ready: { kind: 'http' as const, url: `${url}${options.ready}` },
    health: options.health === undefined ? null : `${url}${options.health}`,
    readyTimeoutMs: withinMs,
    log: join(logs, `${name}.log`),
    env: {},
  }
  const startMs = clock.monoMs()
  const over = new AbortController()
  let outcome: TrialSeen['outcome'] = 'ready'
  try {
    await waitReady(wanted, runtime, untilEnded(container, runtime, over.signal), null, signal)
  } catch (error) {
    outcome = outcomeOf(error)
  } finally {
    over.abort()
  }
  const tookMs = clock.monoMs() - startMs
  const said = outcome === 'ready' ? await whatItSays(url, options.version, runtime) : null
  const seen = await engine.container(container)
  // As it is: secrets are looked for in it. What goes to the record is without them.
  const lines = seen === null ? [] : await writtenSince(engine, seen.id, 0)
  await files.writeAtomic(wanted.log, lines.map((line) => `${line}\n`).join(''))
  const end = outcome === 'ended' && seen !== null ? endOf(seen) : null
  return {
    outcome,
    exitCode: end?.exitCode ?? null,
    signal: end?.signal ?? null,
    tookMs: end?.tookMs ?? tookMs,
    said,
    lastLines: lastOf(lines, redact),
  }
}

function outcomeOf(error: unknown): TrialSeen['outcome'] {
  if (error instanceof FiredrillError) {
    if (error.code === 'start-failed') return 'ended'
    if (error.code === 'never-ready') return 'neither'
  }
  throw error
}

/** One that ends at once has ended before `docker compose run` has: the engine's own times are taken. */
function endOf({ exitCode, oomKilled, startedMs, finishedMs }: Container) {
  return {
    exitCode: oomKilled ? null : exitCode,
    signal: oomKilled ? 'SIGKILL' : null,
    tookMs: startedMs !== null && finishedMs !== null ? finishedMs - startedMs : null,
  }
}

/** Never resolves once nobody waits for it any more. */
async function untilEnded(
  name: string,
  { engine, context: { host } }: Runtime,
  unwanted: AbortSignal,
): Promise<{ how: string }> {
  while (!unwanted.aborted) {
    const seen = await engine.container(name).catch(() => null)
    if (seen !== null && !isUp(seen) && seen.state !== 'created')
      return { how: `exit code ${seen.exitCode ?? 'unknown'}` }
    await host.clock.sleep(POLL_MS, unwanted).catch(() => undefined)
  }
  return new Promise(() => undefined)
}

async function takeAway(name: string, { engine, context }: Runtime): Promise<void> {
  const seen = await engine.container(name)
  if (seen === null) return
  const intent = {
    what: `remove ${name}`,
    undo: { kind: 'covered', args: { by: 'remove the project' } },
    command: dockerCommand(['rm', '--force', '--volumes', name], context.root),
  }
  await context.change(intent, async () => {
    if (isUp(seen)) await engine.stop(seen.id, STOP_WITHIN_MS)
    await engine.remove(seen.id)
  })
}
