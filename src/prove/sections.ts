/** The parts of a proof in the order in which they are shown, the worst first. */
import { EXIT } from '../errors.ts'
import { counted, formatCount } from '../verdict/wording.ts'
import type { Proof, ProofOutcome, SabotageProof } from './proof.ts'

const TITLES: readonly (readonly [ProofOutcome, string])[] = [
  ['let-through', 'Let through'],
  ['undecided', 'Not decided'],
  ['caught', 'Caught'],
  ['withstood', 'Withstood by the app'],
  ['not-applicable', 'Shows nothing of this drill'],
]

export const PROOF_MARKS: Readonly<Record<ProofOutcome, string>> = {
  'let-through': '✗',
  undecided: '?',
  caught: '✓',
  withstood: '✓',
  'not-applicable': '–',
}

export interface Section {
  outcome: ProofOutcome
  title: string
  sabotages: SabotageProof[]
}

/** Those that are not empty. */
export function sectionsOf({ sabotages }: Pick<Proof, 'sabotages'>): Section[] {
  return TITLES.map(([outcome, title]) => ({
    outcome,
    title,
    sabotages: sabotages.filter((each) => each.outcome === outcome),
  })).filter((section) => section.sabotages.length > 0)
}

export type Badge = 'trusted' | 'not trusted' | 'not decided'

export function badgeOf({ trusted, exitCode }: Pick<Proof, 'trusted' | 'exitCode'>): Badge {
  if (trusted) return 'trusted'
  return exitCode === EXIT.fail ? 'not trusted' : 'not decided'
}

/** What a person wants to know of one, in sentences. */
export function sentencesOf({ by, why, spoiled }: SabotageProof): string[] {
  const caught = by === null ? [] : [`Caught by ${by}.`]
  const much =
    spoiled === null
      ? []
      : [`It spoiled ${formatCount(spoiled.spoiled)} of ${counted(spoiled.seen, 'request')}.`]
  return [...caught, ...why, ...much]
}
