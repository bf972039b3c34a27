import { formatAt } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'

/** `guard uptime below 95 % over 10 s: stopped it at 42 s: 61 of 580 requests …`; those that held in one line. */
export function guardLines({ guards = [] }: Pick<Verdict, 'guards'>): string[] {
  const lines = guards.flatMap(({ guard, outcome, atMs, restedOn }) => {
    if (outcome === 'held') return []
    const at = formatAt(atMs ?? 0)
    const what = outcome === 'stopped' ? `stopped it at ${at}` : `could not be evaluated at ${at}`
    return [`guard ${guard}: ${what}: ${restedOn ?? 'no reason is given'}`]
  })
  const held = guards.filter(({ outcome }) => outcome === 'held').map(({ guard }) => guard)
  return held.length === 0 ? lines : [...lines, `guards that held: ${held.join('; ')}`]
}
