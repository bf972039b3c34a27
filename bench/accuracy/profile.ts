/** The load of every tool: as long, as strong and with the fault at the same moment as the drill's short profile. */
import { SHORT } from '../rehearsal.ts'
import type { Case } from './cases.ts'

/** firedrill's own, before the baseline. */
const WARM_UP_S = 5
/** Until the victim is ready again; afterwards the drill holds for as long as `settled` says. */
const BOOT_S = 2

/** Throws for a parameter that the short profile does not have. */
export function profileOf({ duringS, load }: Pick<Case, 'duringS' | 'load'>) {
  const short = (name: string): number => {
    const value = SHORT.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1)
    if (value === undefined) throw new Error(`the short profile has no ${name}`)
    return Number.parseInt(value, 10)
  }
  const beforeS = short('baseline')
  return {
    LOAD: load,
    RATE: String(short('rate')),
    WARM_UP_S: String(WARM_UP_S),
    BEFORE_S: String(beforeS),
    /** Both together. */
    CALM_S: String(WARM_UP_S + beforeS),
    DURING_S: String(duringS),
    AFTER_S: String(BOOT_S + short('settled')),
  }
}
