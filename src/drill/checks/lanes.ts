/** What cannot go on side by side: the release before would not be known, nor whose trigger ended what. */
import type { ResolvedDrill, Step } from '../model.ts'
import { mistake } from '../place.ts'
import { visits } from '../walk.ts'

export function checkLanes(drill: ResolvedDrill): void {
  for (const { step } of visits(drill.steps)) {
    if (step.kind !== 'together') continue
    const second = step.lanes.flatMap((lane) => shipping(lane) ?? [])[1]
    if (second === undefined) continue
    throw mistake(
      second.place,
      `${second.kind}() goes on beside another lane that ships a release.`,
      'Put all that ships releases into one lane.',
    )
  }
}

/** The first step of a lane that changes what serves. */
function shipping(lane: readonly Step[]): Step | undefined {
  return [...visits(lane)]
    .map(({ step }) => step)
    .find((step) => step.kind === 'deploy' || (step.kind === 'rollback' && !step.observed))
}
