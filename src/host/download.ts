import type { Net } from './host.ts'
import { USER_AGENT } from './version.ts'

const HEADERS = { connection: 'close', 'user-agent': USER_AGENT }

/** See `Net.download`. On a connection that is not used again. */
export const download: Net['download'] = async (url, { signal, onData }) => {
  let response: Response
  try {
    response = await fetch(url, { signal, redirect: 'manual', headers: HEADERS })
  } catch (error) {
    return { status: null, error: codeOf(error, signal) }
  }
  const { status, body } = response
  if (!response.ok || body === null) {
    await body?.cancel().catch(() => undefined)
    return { status, error: null }
  }
  const reader = body.getReader()
  for (;;) {
    const piece = await reader.read().catch((error: unknown) => codeOf(error, signal))
    if (typeof piece === 'string') return { status: null, error: piece }
    if (piece.done) return { status, error: null }
    try {
      onData(piece.value)
    } catch (error) {
      await reader.cancel().catch(() => undefined)
      throw error
    }
  }
}

/** The cause has the system's word; what is around it says "fetch failed". */
function codeOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'aborted'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}
