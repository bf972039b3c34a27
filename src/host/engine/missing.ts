import { statusOf } from './engine-error.ts'

/** The answer, or `instead` where the engine says that there is no such thing. */
export async function unlessMissing<T, I>(asked: Promise<T>, instead: I): Promise<T | I> {
  return await asked.catch((error: unknown) => {
    if (statusOf(error) === 404) return instead
    throw error
  })
}
