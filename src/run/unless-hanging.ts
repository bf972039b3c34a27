import type { Clock } from '../host/host.ts'

export interface Limit {
  withinMs: number
  /** From when `signal` is aborted on, so long at most. */
  hurried?: { signal: AbortSignal; withinMs: number }
}

export type Ended<T> = { kind: 'ended'; value: T } | { kind: 'hanging' }

/** What it resolves with, or `hanging` when that takes longer. Rejects as it does. */
export async function unlessHanging<T>(
  work: Promise<T>,
  { withinMs, hurried }: Limit,
  clock: Clock,
): Promise<Ended<T>> {
  const over = new AbortController()
  const after = (ms: number): Promise<Ended<T>> => {
    const hanging = () => ({ kind: 'hanging' }) as const
    return clock.sleep(ms, over.signal).then(hanging, hanging)
  }
  const limits = [after(withinMs)]
  if (hurried) limits.push(aborted(hurried.signal, over.signal).then(() => after(hurried.withinMs)))
  try {
    return await Promise.race([work.then((value) => ({ kind: 'ended', value }) as const), ...limits])
  } finally {
    over.abort()
  }
}

/** Never resolves where `over` comes first: nobody waits for it then. */
function aborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true, signal: over })
  })
}
