/** The run whose keeper a container is. It is none of what the run's own label finds: whoever sweeps that leaves it alone. */
export const KEEPER_LABEL = 'dev.firedrill.keeper'

/** The directory of the run's record, for whoever finds what it left. */
const RECORD_LABEL = 'dev.firedrill.record'

export function keeperLabels(run: string, record: string): Record<string, string> {
  return { [KEEPER_LABEL]: run, [RECORD_LABEL]: record }
}

/** The lease is renewed under it. A keeper that takes everything back gives the name up. */
export function keeperName(run: string): string {
  return `firedrill-keeper-${run.replaceAll(/[^A-Za-z0-9_.-]/g, '-')}`
}
