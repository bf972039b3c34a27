import type { Making } from '../commands.ts'
import type { Chosen } from '../rehearsal.ts'
import type { Part } from '../runbook.ts'

/** The one part that no rehearsal can show. */
export function tell(_chosen: Chosen, { today }: Making): Part {
  const isSaid = today.tell.length > 0
  return {
    key: 'tell',
    title: 'Whom to tell',
    notes: isSaid ? ['Before the deploy, when it is over, and at once when it is rolled back.'] : [],
    points: [...today.tell],
    steps: [],
    missing: isSaid
      ? []
      : [{ what: 'The configuration names nobody: add runbook: { tell: […] } to it.', rehearse: [] }],
  }
}
