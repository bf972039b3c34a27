/** Starts of a fake release beside the app: what it makes of its environment. */
import type { Release, TargetContext, Trial, TrialSeen } from '../target.ts'
import { breakageOf, type FakeApp, typed } from './app.ts'

const FILES = 3

export function trialOf({ settings }: FakeApp, { change, nextMark, host }: TargetContext): Trial {
  let count = 0
  return {
    required: settings.required,
    async boot(release, { set, without, withinMs }, signal) {
      signal.throwIfAborted()
      const name = `trial-${++count}`
      const undo = { kind: 'end-processes', args: { mark: nextMark() } }
      const intent = { what: `start ${name}`, undo, command: typed(['fake-server', name]) }
      const missing = settings.required.filter((each) => without.includes(each) || set[each] === '')
      const seen = await change(intent, async () => outcomeOf(release, missing, set))
      const tookMs = seen.outcome === 'neither' ? withinMs : 1
      if (seen.outcome === 'neither') await host.clock.sleep(withinMs, signal)
      return { ...seen, tookMs }
    },
    searchSecrets: async (directories) => ({
      looked: FILES * (1 + directories.length),
      secrets: 1,
      found: [...settings.leaks],
    }),
  }
}

function outcomeOf(
  release: Release,
  missing: readonly string[],
  set: Readonly<Record<string, string>>,
): Omit<TrialSeen, 'tookMs'> {
  const ended = { outcome: 'ended', signal: null, said: null } as const
  if (missing.length > 0)
    return { ...ended, exitCode: 78, lastLines: missing.map((name) => `${name} is missing`) }
  const breakage = breakageOf(release)
  if (breakage === 'exits') return { ...ended, exitCode: 1, lastLines: ['it cannot go on'] }
  const alive = { exitCode: null, signal: null, lastLines: ['listening'] }
  if (breakage === 'never-ready') return { ...alive, outcome: 'neither', said: null }
  const { version, digest } = release
  return { ...alive, outcome: 'ready', said: { version, digest, config: { ...set } } }
}
