/** The ways between the fake's instances and its services: an answer takes 1 ms, unless it is told otherwise. */
import type { Disturbance, LinkSeen, Links, TargetContext } from '../target.ts'
import { type FakeApp, refused, typed } from './app.ts'

const ANSWER_MS = 1
const USED_BYTES = 10_000

export function linksOf(app: FakeApp, { host, links = [] }: TargetContext): Links {
  const set = new Map<string, Disturbance>()
  const known = (name: string): string => {
    if (links.includes(name)) return name
    throw refused(`This run has no link to "${name}".`)
  }
  return {
    names: links,
    disturbUndo: (name) => ({ kind: 'covered', args: { by: `end the link to ${known(name)}` } }),
    async disturb(name, how) {
      const atMs = host.clock.monoMs()
      set.set(known(name), how)
      return { atMs, command: typed(['fake-disturb', name, how.kind]) }
    },
    async clear(name) {
      set.delete(known(name))
    },
    usedBytes: async (name) => (known(name) && app.settings.usesLinks ? USED_BYTES : 0),
    async look(name, { connections }): Promise<LinkSeen> {
      const how = set.get(known(name)) ?? null
      const broken = how === null ? 0 : brokenOf(how, connections)
      const answerMs = ANSWER_MS + (how?.kind === 'slow' ? how.byMs : 0)
      return {
        set: how?.kind ?? null,
        connections,
        broken,
        answerMs: broken === connections ? null : answerMs,
      }
    },
  }
}

function brokenOf(how: Disturbance, connections: number): number {
  if (how.kind === 'cut') return connections
  return how.kind === 'flaky' ? Math.ceil(how.share * connections) : 0
}
