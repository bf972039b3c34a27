import { FiredrillError, messageOf } from '../../errors.ts'
import { formatMs } from '../../units.ts'

const START =
  'Start it (Linux: `systemctl start docker`; Docker Desktop: open it), or name another by DOCKER_HOST or DOCKER_CONTEXT.'
const GROUP =
  'Let this user in (Linux: `sudo usermod -aG docker $USER`, then log in again), or run it as root.'
const NAME = 'Correct DOCKER_HOST, or the docker context (`docker context ls`).'
const TLS =
  'See whether it wants TLS: DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH with its ca.pem, cert.pem and key.pem.'

/** By the code of the system: why, and what to do. */
const REASONS: Record<string, readonly [why: string, hint: string]> = {
  ENOENT: ['there is no such socket', START],
  ECONNREFUSED: ['nothing listens there', START],
  ECONNRESET: ['it broke the connection off', `It may have been restarted: try again. ${TLS}`],
  EACCES: ['this user may not open the socket', GROUP],
  EPERM: ['this user may not open the socket', GROUP],
  ENOTFOUND: ['its name cannot be resolved', NAME],
  EAI_AGAIN: ['its name cannot be resolved', NAME],
  EHOSTUNREACH: ['there is no way to it', NAME],
  ENETUNREACH: ['there is no way to it', NAME],
}

export function unreachable(url: string, why: string, hint: string, cause?: unknown): FiredrillError {
  return new FiredrillError(
    'engine-unreachable',
    `The container engine at ${url} cannot be reached: ${why}.`,
    {
      hint,
      ...(cause === undefined ? {} : { cause }),
    },
  )
}

export function tooLate(url: string, timeoutMs: number): FiredrillError {
  return unreachable(url, `no answer within ${formatMs(timeoutMs)}`, START)
}

/** What an engine's client raised, as firedrill says it. `what`: "stop the container web-1". */
export function engineError(url: string, what: string, raised: unknown): FiredrillError {
  if (raised instanceof FiredrillError) return raised
  const words = wordsOf(raised)
  if (words !== null) {
    return new FiredrillError('engine-refused', `The container engine at ${url} did not ${what}: ${words}`, {
      hint: 'Try the same with the docker command; the log of the engine may say more (`journalctl -u docker`).',
      cause: raised,
    })
  }
  if (statusIn(raised) !== null) {
    return unreachable(url, 'what answers there is not a container engine', TLS, raised)
  }
  const code = raised instanceof Error && 'code' in raised ? String(raised.code) : ''
  const [why, hint] = REASONS[code] ?? [messageOf(raised), TLS]
  return unreachable(url, why, hint, raised)
}

/** As an engine's client raises it, of an answer with this status and these words. */
export function refused(url: string, what: string, statusCode: number, words: string): FiredrillError {
  return engineError(url, what, Object.assign(new Error(words), { statusCode, json: { message: words } }))
}

/** The HTTP status of an `engine-refused`; null for anything else. */
export function statusOf(error: unknown): number | null {
  return error instanceof FiredrillError && error.code === 'engine-refused' ? statusIn(error.cause) : null
}

/**
 * What the engine said; null when it was not an engine that spoke: any web server has a 404, which must not be taken
 * for "there is no such container".
 */
function wordsOf(raised: unknown): string | null {
  const status = statusIn(raised)
  if (status === null) return null
  // "Not modified" has no body.
  if (status === 304) return 'it is so already.'
  const json: unknown = raised instanceof Error && 'json' in raised ? raised.json : null
  // Of what would have been a stream, the client keeps the words alone.
  if (json === null)
    return (
      messageOf(raised)
        .replace(/^\(HTTP code \d+\) [^-]* - /, '')
        .trim() || null
    )
  if (typeof json !== 'object' || !('message' in json)) return null
  return String(json.message).trim()
}

function statusIn(raised: unknown): number | null {
  const status = raised instanceof Error && 'statusCode' in raised ? raised.statusCode : null
  return typeof status === 'number' ? status : null
}
