import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import { createFakeTarget, type FakeOptions, type FakeTarget } from '../../../src/target/fake.ts'
import type { ChangeIntent, RunningTarget } from '../../../src/target/target.ts'

export interface StartedFake {
  fake: FakeTarget
  running: RunningTarget
  host: FakeHost
  intents: ChangeIntent[]
}

/** The fake, started on a machine in memory with virtual time. */
export async function startedFake(options: FakeOptions = {}, count = 2): Promise<StartedFake> {
  const fake = createFakeTarget(count, options)
  const host = fakeHost()
  const intents: ChangeIntent[] = []
  let marks = 0
  const running = await fake.start({
    host,
    run: 'r',
    root: '/app',
    logsDir: '/app/logs',
    stateDir: '/app/state',
    signal: new AbortController().signal,
    change: (intent, act) => {
      intents.push(intent)
      return act()
    },
    covered: (_undo, act) => act(),
    nextMark: () => `r/${++marks}`,
    progress: () => undefined,
    observed: () => undefined,
  })
  return { fake, running, host, intents }
}
