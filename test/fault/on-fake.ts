import type { JsonObject } from '../../src/drill/model.ts'
import type { FaultContext } from '../../src/fault/fault.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import { createFakeTarget, type FakeOptions, type FakeTarget } from '../../src/target/fake.ts'
import { sabotageFaults } from '../../src/target/sabotage/noop-fault.ts'
import type { InstanceIdentity, RunningTarget } from '../../src/target/target.ts'

export interface Setting {
  fake: FakeTarget
  running: RunningTarget
  /** The context of a fault on this instance, looked at now. */
  on(name: string, args?: JsonObject): Promise<FaultContext>
  /** The context of a fault on this service. */
  onService(name: string, args: JsonObject): Promise<FaultContext>
}

export async function setting(options: { sabotaged?: boolean; fake?: FakeOptions } = {}): Promise<Setting> {
  const fake = createFakeTarget(2, options.fake)
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
    links: ['db'],
    change: (_intent, act) => act(),
    covered: (_undo, act) => act(),
    nextMark: () => `r/${++marks}`,
    progress: () => undefined,
    observed: () => undefined,
  })
  const rest = {
    target: running,
    net: fake.net,
    clock: host.clock,
    interrupted: new AbortController().signal,
  }
  const on = async (name: string, args: JsonObject = {}): Promise<FaultContext> => {
    const instance = (await running.instances()).find((each) => each.name === name)
    if (!instance) throw new Error(`no ${name}`)
    return { ...rest, victim: instance, args }
  }
  const onService = async (name: string, args: JsonObject): Promise<FaultContext> => {
    const victim = await running.services?.seen(name)
    if (!victim) throw new Error('no services')
    return { ...rest, victim, args }
  }
  return { fake, running, on, onService }
}

/** As an app of several processes: whoever asks one of its instances meets now this one, now that one. */
export function withWorkers(target: RunningTarget, workers: number): RunningTarget {
  const asked = new Map<string, number>()
  const oneOf = (name: string, identity: InstanceIdentity): InstanceIdentity => {
    const worker = (asked.get(name) ?? 0) % workers
    asked.set(name, worker + 1)
    const { process, bootId } = identity
    return {
      ...identity,
      process: process && { pid: process.pid * 10 + worker, startTime: process.startTime },
      bootId: bootId && `${bootId}-${worker}`,
    }
  }
  return {
    ...target,
    instances: async () =>
      (await target.instances()).map((each) => ({
        ...each,
        identity: each.identity && oneOf(each.name, each.identity),
      })),
  }
}
