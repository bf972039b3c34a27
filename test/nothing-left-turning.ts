/** Test files share a process: what one leaves going on must not slow down the next. */
import { afterAll } from 'vitest'
import { countLeftTurning } from './left-turning.ts'

const left = countLeftTurning()

afterAll(async () => {
  const count = await left()
  if (count > 0) {
    throw new Error(
      `${count} of what these tests began still turns the event loop: stop what they start, as a guard, a watch or a load.`,
    )
  }
})
