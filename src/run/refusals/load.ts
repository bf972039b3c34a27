import type { LoadProfile } from '../../drill/model.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** A load that the configuration does not have, or that this environment does not allow. */
export function loadRefusals({ drill, loads, maxRate }: RefusalContext): Refusal[] {
  const found: Refusal[] = []
  if (!loads.includes(drill.load.name)) {
    const reason = `The drill names the load "${drill.load.name}"; the configuration has ${loads.join(', ') || 'none'}.`
    found.push({ code: 'load-unknown', reason, hint: `Add it under \`loads\` in firedrill.config.ts.` })
  }
  const rate = highestRate(drill.load.profile)
  if (maxRate !== null && rate !== null && rate > maxRate) {
    const reason = `The drill asks for ${rate} requests a second; this environment allows ${maxRate}.`
    found.push({ code: 'plan-refused', reason, hint: `Lower it with --set rate=${maxRate}/s.` })
  }
  return found
}

function highestRate(profile: LoadProfile): number | null {
  switch (profile.kind) {
    case 'constant-arrival-rate':
      return profile.ratePerSecond
    case 'ramping-arrival-rate':
      return Math.max(profile.startPerSecond, ...profile.stages.map(({ toPerSecond }) => toPerSecond))
    case 'script':
      return null
  }
}
