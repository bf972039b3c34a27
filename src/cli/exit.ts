import { EXIT } from '../errors.ts'

/** Where several hold: errors of the harness, then signals, then dirty, aborted, fail, inconclusive, pass. */
const ORDER: readonly number[] = [
  EXIT.harness,
  EXIT.sigint,
  EXIT.sigterm,
  EXIT.sighup,
  EXIT.dirty,
  EXIT.aborted,
  EXIT.fail,
  EXIT.inconclusive,
  EXIT.pass,
]

/** One exit code for several drills. One that is not of a verdict (64, 69, …) comes first. */
export function worstExit(codes: readonly number[]): number {
  const rank = (code: number): number => ORDER.indexOf(code)
  return codes.toSorted((a, b) => rank(a) - rank(b))[0] ?? EXIT.pass
}
