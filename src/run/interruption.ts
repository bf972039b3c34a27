/**
 * A person's or a CI system's wish to stop: the first signal ends the drill and undoes, the second hurries, the third
 * stops the undoing.
 */
export interface Interruption {
  readonly signal: AbortSignal
  /** `SIGINT`, once one came. */
  readonly signalled: string | null
  readonly hurried: boolean
  /** Aborted by the second signal. */
  readonly hurrying: AbortSignal
  /** Aborted by the third: nothing more is waited for. */
  readonly abandoned: AbortSignal
  /** Called for every signal, also for one that came before. */
  onSignal(listener: (signal: string, hurried: boolean) => void): void
  /** A signal came in; two of the same within 500 ms have been made one before. */
  receive(signal: string): void
}

export function createInterruption(): Interruption {
  const controller = new AbortController()
  const hurrying = new AbortController()
  const abandoned = new AbortController()
  const listeners: ((signal: string, hurried: boolean) => void)[] = []
  let signalled: string | null = null
  let hurried = false
  return {
    signal: controller.signal,
    hurrying: hurrying.signal,
    abandoned: abandoned.signal,
    get signalled() {
      return signalled
    },
    get hurried() {
      return hurried
    },
    onSignal(listener) {
      listeners.push(listener)
      if (signalled !== null) listener(signalled, hurried)
    },
    receive(signal) {
      if (hurried) abandoned.abort()
      hurried = signalled !== null
      signalled ??= signal
      for (const listener of listeners) listener(signal, hurried)
      controller.abort(new Error(`${signal} was received`))
      if (hurried) hurrying.abort()
    },
  }
}
