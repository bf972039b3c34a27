import type { Execute } from './step.ts'

/** Lets time pass under load. */
export const hold: Execute<'hold'> = async (step, { stage, signal }) => {
  await stage.host.clock.sleep(step.durationMs, signal)
  return 'done'
}
