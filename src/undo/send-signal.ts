import { FiredrillError } from '../errors.ts'
import type { Host, ProcessIdentity } from '../host/host.ts'

/** One that may not be signalled must not keep the others as they are; it is seen, and said, at the end. */
export async function sendSignal(
  host: Host,
  process: ProcessIdentity,
  signal: NodeJS.Signals,
): Promise<void> {
  try {
    await host.processes.signal(process, signal)
  } catch (error) {
    if (!(error instanceof FiredrillError && error.code === 'stop-failed')) throw error
  }
}
