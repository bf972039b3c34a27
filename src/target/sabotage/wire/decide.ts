import type { WireSettings } from './settings.ts'

/** What becomes of one request between its user and the edge. */
export type Fate = 'pass' | 'lose' | 'late' | 'twice' | 'acknowledge'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE']
/** Those that do twice what they are sent twice, by HTTP's own word. */
const NOT_IDEMPOTENT: readonly string[] = ['POST', 'PATCH']

/** `random` gives 0 ≤ value < 1. */
export function decide(
  method: string,
  { kind, share }: Pick<WireSettings, 'kind' | 'share'>,
  random: () => number,
): Fate {
  if (!mayBeSpoiled(method, kind) || random() >= share) return 'pass'
  switch (kind) {
    case 'loses':
      return 'lose'
    case 'delays':
      return 'late'
    case 'duplicates':
      return 'twice'
    case 'loses-writes':
      return 'acknowledge'
    default:
      return 'pass'
  }
}

function mayBeSpoiled(method: string, kind: WireSettings['kind']): boolean {
  if (kind === 'duplicates') return NOT_IDEMPOTENT.includes(method)
  return kind === 'loses-writes' ? !READS.includes(method) : true
}
