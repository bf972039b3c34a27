/** A person's or a CI system's wish to stop: the first signal ends the drill and undoes, the second hurries. */
export interface Interruption {
  readonly signal: AbortSignal
  /** `SIGINT`, once one came. */
  readonly signalled: string | null
  readonly hurried: boolean
  /** Called for every signal, also for one that came before. */
  onSignal(listener: (signal: string, hurried: boolean) => void): void
  /** A signal came in; two SIGINTs within 500 ms have been made one before. */
  receive(signal: string): void
}

export function createInterruption(): Interruption {
  const controller = new AbortController()
  const listeners: ((signal: string, hurried: boolean) => void)[] = []
  let signalled: string | null = null
  let hurried = false
  return {
    signal: controller.signal,
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
      hurried = signalled !== null
      signalled ??= signal
      for (const listener of listeners) listener(signal, hurried)
      controller.abort(new Error(`${signal} was received`))
    },
  }
}
