import type { Execute } from './step.ts'

/** A clause in mid-drill: marks the moment; it is judged later, from the record. */
export const expect: Execute<'expect'> = async (_step, { stage, window }) => {
  stage.journal.write({ type: 'expectation', index: stage.expectations, window })
  stage.expectations += 1
  return 'done'
}
