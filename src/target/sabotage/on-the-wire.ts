/**
 * Sabotages that need nothing from the app: a proxy of their own between users (the load and the prober) and the edge.
 * It is a process beside the app's, so that the instruments are not disturbed by it.
 */
import { FiredrillError } from '../../errors.ts'
import type { RunningTarget, Target, TargetContext } from '../target.ts'
import { sabotaged } from './sabotaged.ts'
import type { WireKind, WireSettings } from './wire/settings.ts'
import { startWire } from './wire/start.ts'

/** How much each spoils: far more than an objective of 99.9 % allows, and little enough for the drill to go on. */
const SPOILS: Readonly<Record<WireKind, Pick<WireSettings, 'share' | 'byMs'>>> = {
  passes: { share: 0, byMs: 0 },
  'no-retries': { share: 0, byMs: 0 },
  // Fewer than one in twenty, so that no p95 takes it for slowness.
  loses: { share: 0.03, byMs: 0 },
  duplicates: { share: 0.05, byMs: 0 },
  // More than one in twenty, so that a p95 has to show it.
  delays: { share: 0.1, byMs: 400 },
  'loses-writes': { share: 0.05, byMs: 0 },
}

export const WIRE_WORDS: Readonly<Record<WireKind, string>> = {
  passes: 'seen through a proxy that only passes on',
  'no-retries': 'sabotaged: its edge takes turns, checks nothing and retries nothing',
  loses: 'sabotaged: 3 % of the requests are lost',
  duplicates: 'sabotaged: 5 % of the writes arrive twice',
  delays: 'sabotaged: 10 % of the requests take 400 ms longer',
  'loses-writes': 'sabotaged: 5 % of the writes are acknowledged and go no further',
}

/** The same target, whose users come in by a proxy that does this from the drill's first step on. */
export function sabotageWire(target: Target, kind: WireKind): Target {
  const bare = kind === 'no-retries'
  // The edge is passed by: it is told nothing, and sees nobody.
  const differing = bare
    ? { canRoute: false, capabilities: target.capabilities.filter((name) => name !== 'traffic') }
    : {}
  return sabotaged(
    target,
    WIRE_WORDS[kind],
    (running, context) => interpose(running, context, kind),
    differing,
  )
}

async function interpose(
  running: RunningTarget,
  context: TargetContext,
  kind: WireKind,
): Promise<RunningTarget> {
  const to = kind === 'no-retries' ? await addresses(running) : [running.edge.origin]
  const listen = await context.host.net.freePort()
  const proxy = await startWire({ kind, listen, to, ...SPOILS[kind] }, context)
  return {
    ...(kind === 'no-retries' ? withoutEdge(running) : running),
    edge: new URL(running.edge.pathname, `http://127.0.0.1:${listen}`),
    stepsBegin: async () => {
      await running.stepsBegin?.()
      proxy.begin()
    },
    stop: async () => {
      await running.stop().finally(() => proxy.stop())
    },
    cpuMs: async () => (await running.cpuMs()) + (await proxy.cpuMs()),
    unexpectedEnds: () => [...running.unexpectedEnds(), ...proxy.unexpectedEnds()],
  }
}

/** Throws `capability-missing` where an instance has no address of its own. */
async function addresses(running: RunningTarget): Promise<string[]> {
  const instances = await running.instances()
  const without = instances.filter(({ url }) => url === null).map(({ name }) => name)
  if (without.length === 0) return instances.map(({ url }) => new URL(url ?? '').origin)
  const message = `${without.join(', ')} cannot be reached past the edge, so that nothing can take its place.`
  throw new FiredrillError('capability-missing', message, {
    hint: 'Publish the port of each instance, or prove the drill without this sabotage.',
  })
}

function withoutEdge({ traffic: _traffic, deploy, ...running }: RunningTarget): RunningTarget {
  if (!deploy) return running
  const { route: _route, ...untold } = deploy
  return { ...running, deploy: untold }
}
