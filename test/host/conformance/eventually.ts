import { setTimeout as delay } from 'node:timers/promises'

/** Asks again until the answer is the wanted one; returns the last answer, for `expect`. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  withinMs = 5000,
): Promise<T> {
  const untilMs = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (wanted(answer) || performance.now() > untilMs) return answer
    await delay(10)
  }
}
