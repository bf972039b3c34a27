import type { Clock } from '../host/host.ts'

/** Work that goes on beside the drill until it is stopped. */
export interface Background {
  /** Resolves once the last turn has ended. */
  stop(): Promise<void>
}

/** Does `turn` every `intervalMs`, never two at once. A turn that throws does not end the others; `onError` is told. */
export function everyInterval(
  clock: Clock,
  intervalMs: number,
  turn: () => Promise<void>,
  onError: (error: unknown) => void,
): Background {
  const stopped = new AbortController()
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await turn().catch(onError)
      await clock.sleep(intervalMs, stopped.signal).catch(() => undefined)
    }
  }
  const ended = loop()
  return {
    async stop() {
      stopped.abort()
      await ended
    },
  }
}
