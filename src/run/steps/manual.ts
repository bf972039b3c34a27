import type { Execute } from './step.ts'

/** A person acts. They are told, and the run goes on at once: the next `until` times them. */
export const manual: Execute<'manual'> = async ({ text }, { stage, window }) => {
  stage.journal.write({ type: 'manual', window, text })
  stage.journal.write({ type: 'progress', text: `now you: ${text}` })
  stage.live.note(`now you: ${text}`)
  return 'done'
}
