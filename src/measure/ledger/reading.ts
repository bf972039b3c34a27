import type { JournalEvent } from '../../journal/events.ts'
import type { LedgerRead } from '../../journal/ledger-events.ts'
import { formatMs } from '../../units.ts'

/** How what is stored was read after the load. */
export interface ReadingSeen {
  readings: number
  /** From the load's end to the begin of the last reading. */
  afterLoadMs: number
  /** Did the last two say the same? */
  agreed: boolean
}

/** Null: an older record does not say. */
export function readingOf(
  { readings, readAtMs, agreed }: LedgerRead,
  events: readonly JournalEvent[],
): ReadingSeen | null {
  const ended = events.findLast(({ type }) => type === 'load-ended')
  if (readAtMs === undefined || agreed === undefined || !ended) return null
  return { readings, afterLoadMs: Math.max(0, readAtMs - ended.atMs), agreed }
}

/** Where it is not known whether keys are new; null: it is, or an older record does not say. */
export function beforeWords(before: { error: string | null } | null | undefined): string | null {
  if (!before || before.error === null) return null
  return `whether keys were stored before the load is not known: ${before.error}`
}

/** `what is stored was last read 1.1 s after the load had ended, and no longer changed` */
export function readingWords({ readings, afterLoadMs, agreed }: ReadingSeen): string {
  const when = `${formatMs(Math.round(afterLoadMs))} after the load had ended`
  if (agreed) return `what is stored was last read ${when}, and no longer changed`
  if (readings === 1) return `what is stored was read once only, ${when}`
  return `what is stored was last read ${when}, and still changed`
}
