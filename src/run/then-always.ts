import { messageOf } from '../errors.ts'
import type { Journal } from '../journal/writer.ts'

/** As `finally`, but of two errors the first is thrown: it is the reason. The second is said. */
export async function thenAlways<T>(
  journal: Journal,
  act: () => Promise<T>,
  last: () => Promise<void>,
): Promise<T> {
  let result: T
  try {
    result = await act()
  } catch (error) {
    await last().catch((later: unknown) => {
      journal.write({ type: 'progress', text: `And what was to be stopped was not: ${messageOf(later)}` })
    })
    throw error
  }
  await last()
  return result
}
