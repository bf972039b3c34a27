import { formatMs } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'

/** `steady before the drill: web-1, web-2 ready by their own word; … (2 s of warm-up left out)`; none where not told. */
export function steadyLines({ steady }: Pick<Verdict, 'steady'>): string[] {
  if (!steady) return []
  const unasked =
    steady.before?.holds === true && steady.after === null
      ? ['not asked after the drill: nobody knows whether the app was well again']
      : []
  const told = (['before', 'after'] as const).flatMap((when) => {
    const seen = steady[when]
    if (seen === null || (seen.checked.length === 0 && seen.findings.length === 0)) return []
    const said = [...seen.findings, ...seen.checked].join('; ')
    const leftOut =
      when === 'before' && seen.leftOutMs !== null && seen.leftOutMs > 0
        ? ` (${formatMs(seen.leftOutMs)} of warm-up before that left out)`
        : ''
    return [`${seen.holds ? 'steady' : 'not steady'} ${when} the drill: ${said}${leftOut}`]
  })
  return [...told, ...unasked]
}
