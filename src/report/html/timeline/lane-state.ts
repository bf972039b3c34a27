import type { Verdict } from '../../../verdict/schema.ts'

/** What an instance was, by its own word; `wrong`: its word was not true. */
export type LaneState = 'up' | 'unready' | 'down' | 'wrong'

type Stretch = Verdict['instances'][number]['stretches'][number]

export function laneStateOf({
  alive,
  ready,
  judged,
}: Pick<Stretch, 'alive' | 'ready' | 'judged'>): LaneState {
  if (judged !== 'right' && judged !== 'unknown') return 'wrong'
  if (!alive) return 'down'
  return ready === 200 ? 'up' : 'unready'
}

export const LANE_WORDS: Readonly<Record<LaneState, string>> = {
  up: 'ready',
  unready: 'up, not ready',
  down: 'down',
  wrong: 'its word was wrong',
}
