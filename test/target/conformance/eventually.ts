import type { World } from '../recorder.ts'

const WITHIN_MS = 20_000
const POLL_MS = 50

/** Looks until it is so; gives the last look, so or not. */
export async function eventually<T>(
  { host: { clock } }: World,
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
): Promise<T> {
  const untilMs = clock.monoMs() + WITHIN_MS
  for (;;) {
    const seen = await look()
    if (isSo(seen) || clock.monoMs() >= untilMs) return seen
    await clock.sleep(POLL_MS)
  }
}
