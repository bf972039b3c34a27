import type { FaultContext } from '../../src/fault/fault.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import { createFakeTarget, type FakeTarget } from '../../src/target/fake.ts'
import { sabotageFaults } from '../../src/target/sabotage/noop-fault.ts'
import type { RunningTarget } from '../../src/target/target.ts'

export interface Setting {
  fake: FakeTarget
  running: RunningTarget
  /** The context of a fault on this instance, looked at now. */
  on(name: string): Promise<FaultContext>
}

export async function setting(options: { sabotaged?: boolean } = {}): Promise<Setting> {
  const fake = createFakeTarget()
  const target = options.sabotaged ? sabotageFaults(fake) : fake
  const host = fakeHost()
  let marks = 0
  const running = await target.start({
    host,
    run: 'r',
    root: '/app',
    logsDir: '/app/logs',
    stateDir: '/app/state',
    signal: new AbortController().signal,
    change: (_intent, act) => act(),
    nextMark: () => `r/${++marks}`,
    progress: () => undefined,
  })
  const on = async (name: string): Promise<FaultContext> => {
    const instance = (await running.instances()).find((each) => each.name === name)
    if (!instance) throw new Error(`no ${name}`)
    return { target: running, instance, args: {}, net: fake.net, clock: host.clock }
  }
  return { fake, running, on }
}
