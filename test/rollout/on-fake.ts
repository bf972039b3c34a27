import { fakeHost } from '../../src/host/fake/host.ts'
import type { Clock } from '../../src/host/host.ts'
import type { RolloutContext, TrafficSample, TrafficTail } from '../../src/rollout/rollout.ts'
import { releaseOf } from '../../src/target/fake/app.ts'
import { createFakeTarget, type FakeOptions, type FakeTarget } from '../../src/target/fake.ts'
import type { ChangeIntent, Deploy, RunningTarget } from '../../src/target/target.ts'

export interface RolloutRig {
  fake: FakeTarget
  target: RunningTarget
  deploy: Deploy
  context: RolloutContext
  /** What was reported and changed, in order. */
  told: string[]
  /** What was changed: `start web-1`, `route`. */
  changed: string[]
  cancel(): void
  /** `web-1: 1.0.0 ready`, of the app. */
  serves(): Promise<string[]>
  /** Every instance that there is. */
  names(): Promise<string[]>
}

export interface RolloutRigOptions extends FakeOptions {
  count?: number
  from?: string
  to?: string
  /** Called before each change. */
  onChange?: (what: string, rig: RolloutRig) => unknown
  /** Requests that began from the first moment on and before the second. */
  traffic?: (fromMs: number, toMs: number) => readonly TrafficSample[]
  /** Replaces what the fake's deploy does. */
  deploy?: (deploy: Deploy) => Partial<Deploy>
}

export const RELEASES = ['1.0.0', '1.1.0', '1.1.0-exits', '1.1.0-never-ready', '1.1.0-failing']

/** A rollout on the target in memory, from 1.0.0 to 1.1.0 unless it is said otherwise; time is virtual. */
export async function onFake(options: RolloutRigOptions = {}): Promise<RolloutRig> {
  const {
    count = 2,
    from = '1.0.0',
    to = '1.1.0',
    onChange,
    traffic,
    deploy: other,
    ...fakeOptions
  } = options
  const fake = createFakeTarget(count, { releases: RELEASES, ...fakeOptions })
  const host = { ...fakeHost(), net: fake.net }
  const told: string[] = []
  const changed: string[] = []
  const cancelling = new AbortController()
  let marks = 0
  const rig = { fake, told, changed } as unknown as RolloutRig
  const target = await fake.start({
    host,
    run: 'run-1',
    root: '/app',
    logsDir: '/tmp/logs',
    stateDir: '/tmp/state',
    signal: cancelling.signal,
    async change<T>({ what, command }: ChangeIntent, act: () => Promise<T>): Promise<T> {
      const line = what === 'route' ? `route ${command?.argv[1]}` : what
      changed.push(line)
      if (rig.context) await onChange?.(line, rig)
      return act()
    },
    covered: (_undo, act) => act(),
    nextMark: () => `run-1/${++marks}`,
    progress: () => undefined,
    observed: () => undefined,
  })
  changed.length = 0
  if (!target.deploy) throw new Error('the fake offers no deploy')
  const deploy: Deploy = { ...target.deploy, ...other?.(target.deploy) }
  const context: RolloutContext = {
    target: { ...target, deploy },
    deploy,
    from: releaseOf(from),
    to: releaseOf(to),
    clock: host.clock,
    signal: cancelling.signal,
    traffic: traffic ? tailOf(traffic, host.clock) : null,
    nowMs: () => host.clock.monoMs(),
    report: {
      switched: (name, release) => told.push(`switched ${name} to ${release.version}`),
      note: (text) => told.push(`note: ${text}`),
      decidedRollback: (why, release) => told.push(`decided to go back to ${release.version}: ${why}`),
      startedRollback: () => told.push('started to go back'),
      actedRollback: () => told.push('went back'),
      nothingToTakeBack: () => told.push('nothing to take back'),
      canary: (decision, why) => told.push(`canary ${decision}: ${why}`),
    },
  }
  return Object.assign(rig, {
    target,
    deploy,
    context,
    cancel: () => cancelling.abort(new Error('cancelled')),
    serves: async () =>
      (await target.instances()).map(
        ({ name, release, ready }) => `${name}: ${release?.version ?? 'down'}${ready ? ' ready' : ''}`,
      ),
    names: async () => (await deploy.all()).map(({ name }) => name),
  })
}

function tailOf(
  traffic: NonNullable<RolloutRigOptions['traffic']>,
  clock: Pick<Clock, 'monoMs'>,
): TrafficTail {
  return {
    follow() {
      let fromMs = clock.monoMs()
      return {
        next() {
          const samples = traffic(fromMs, clock.monoMs())
          fromMs = clock.monoMs()
          return samples
        },
        end: () => undefined,
      }
    },
  }
}

/** The way back, from what was shipped to what served before. */
export function backwards(context: RolloutContext): RolloutContext {
  return { ...context, from: context.to, to: context.from }
}
