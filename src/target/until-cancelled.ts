/** The run's signal, while it can still end a wait. A fault is healed after the run was cancelled as well: then only a time limit does. */
export function untilCancelled({ signal }: { signal: AbortSignal }): AbortSignal | undefined {
  return signal.aborted ? undefined : signal
}
