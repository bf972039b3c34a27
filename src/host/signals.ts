/** Signals that ask the command to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/**
 * One wish may arrive twice: npm passes a Ctrl-C on to the program, which the terminal has sent it already; `timeout`
 * sends its SIGTERM to the child and to the group; bash passes a SIGHUP on that the kernel sends as well.
 */
const ONE_WISH_MS = 500

/**
 * Calls `handler` for each SIGINT, SIGTERM and SIGHUP with how many there have been; two of the same within 500 ms
 * are one. Returns what ends it.
 */
export function onSignals(
  handler: (signal: EndSignal, count: number) => void,
  nowMs = () => performance.now(),
): () => void {
  const counted = countSignals(handler, nowMs)
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = (): void => counted(signal)
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const off of listeners) off()
  }
}

/** The counting alone. `nowMs`: any clock that does not step. */
export function countSignals(
  handler: (signal: EndSignal, count: number) => void,
  nowMs: () => number,
): (signal: EndSignal) => void {
  let count = 0
  const latestMs = new Map<EndSignal, number>()
  return (signal) => {
    const atMs = nowMs()
    if (atMs - (latestMs.get(signal) ?? Number.NEGATIVE_INFINITY) <= ONE_WISH_MS) return
    latestMs.set(signal, atMs)
    count += 1
    handler(signal, count)
  }
}
