/** Signals that ask the command to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** npm passes a Ctrl-C on to the program, which the terminal has sent it already: two SIGINTs within a millisecond. */
const ONE_PRESS_MS = 500

/**
 * Calls `handler` for each SIGINT, SIGTERM and SIGHUP with how many there have been; two SIGINTs within 500 ms are
 * one. Returns what ends it.
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
  let latestInterruptMs = Number.NEGATIVE_INFINITY
  return (signal) => {
    if (signal === 'SIGINT') {
      const sinceMs = nowMs() - latestInterruptMs
      if (sinceMs <= ONE_PRESS_MS) return
      latestInterruptMs = nowMs()
    }
    count += 1
    handler(signal, count)
  }
}
