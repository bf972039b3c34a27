/** Waits until a process serves, and says at once when it ends instead. */
import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { Commanding } from './command.ts'
import { lastLines, quoteLines } from './last-lines.ts'
import { readyHint, startHint } from './ready-hints.ts'
import { isServiceUp } from './service-up.ts'

const POLL_MS = 50
const LOOK_TIMEOUT_MS = 1000
const COMMAND_TIMEOUT_MS = 10_000
const BODY_SHOWN = 300

export type ReadyCheck =
  | { kind: 'http'; url: string }
  | { kind: 'tcp'; port: number }
  | { kind: 'command'; argv: readonly string[]; cwd: string }

export interface Look {
  ready: boolean
  /** What was asked and what was seen. */
  seen: string
}

export interface Wanted {
  name: string
  ready: ReadyCheck
  /** Says that it lives; asked only to tell why it does not get ready. */
  health: string | null
  readyTimeoutMs: number
  log: string
  /** What is added to the inherited environment. */
  env: Readonly<Record<string, string>>
  /** How long the log was before this start: what stands before is another one's. */
  logFrom?: number
}

/**
 * Resolves with how it was seen, in words. Throws `never-ready` after `readyTimeoutMs`, and `start-failed` as soon as `gone` resolves.
 * `mark` is carried by readiness commands, so that they end with what they look at.
 */
export async function waitReady(
  wanted: Wanted,
  commanding: Commanding,
  gone: Promise<{ how: string }> | null,
  mark: string | null,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { host } = commanding.context
  const deadlineMs = host.clock.monoMs() + wanted.readyTimeoutMs
  const ended = gone?.then((end) => ({ end }))
  for (;;) {
    signal?.throwIfAborted()
    const looking = look(wanted.ready, commanding, wanted.env, mark).then((seen) => ({ seen }))
    const first = await (ended ? Promise.race([ended, looking]) : looking)
    if ('end' in first) throw await startFailed(wanted, commanding, first.end)
    if (first.seen.ready) return commanding.redact(first.seen.seen)
    if (host.clock.monoMs() >= deadlineMs) throw await neverReady(wanted, commanding, first.seen.seen)
    const pause = host.clock.sleep(POLL_MS, signal)
    await (ended ? Promise.race([ended, pause]) : pause)
  }
}

async function look(
  check: ReadyCheck,
  { context: { host }, baseEnv, redact }: Commanding,
  env: Readonly<Record<string, string>>,
  mark: string | null,
): Promise<Look> {
  if (check.kind === 'http') return lookHttp(check.url, host, redact)
  if (check.kind === 'tcp') {
    const { up, seen } = await isServiceUp(host.net, { host: '127.0.0.1', port: check.port }, check.port)
    return { ready: up, seen }
  }
  const { exitCode, stdout, stderr } = await host.processes.run(check.argv, {
    cwd: check.cwd,
    env: { ...baseEnv, ...env },
    timeoutMs: COMMAND_TIMEOUT_MS,
    ...(mark === null ? {} : { mark }),
  })
  const said = redact(`${stdout}${stderr}`.trim()).slice(-BODY_SHOWN)
  return { ready: exitCode === 0, seen: `${check.argv.join(' ')} ended with ${exitCode}: ${said}` }
}

/** What is cut off may be part of a secret, and would not be known for it afterwards: `redact` comes first. */
async function lookHttp(url: string, host: Host, redact: Commanding['redact']): Promise<Look> {
  const { status, body, error } = await host.net.request(url, { timeoutMs: LOOK_TIMEOUT_MS })
  const seen =
    status === null ? `${error}` : `${status} ${readable(redact(body)).slice(0, BODY_SHOWN)}`.trimEnd()
  return { ready: status === 200, seen: `GET ${url} gave ${seen}` }
}

/** Of a page, what is read on it, in a line. */
function readable(body: string): string {
  const text = body.trim()
  if (!/^<(!doctype|html)\b/i.test(text)) return text
  const bare = text.replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/gi, ' ').replaceAll(/<[^>]*>/g, ' ')
  return bare.replaceAll(/\s+/g, ' ').trim()
}

async function startFailed(
  wanted: Wanted,
  commanding: Commanding,
  { how }: { how: string },
): Promise<FiredrillError> {
  const { name, log, logFrom } = wanted
  const lines = await lastLines(commanding.context.host.files, log, commanding.redact, logFrom)
  const message = `${name} ended before it was ready (${how}).\n${quoteLines(name, lines)}`
  return new FiredrillError('start-failed', message, { hint: startHint(wanted, how, lines) })
}

async function neverReady(wanted: Wanted, commanding: Commanding, seen: string): Promise<FiredrillError> {
  const { name, log, logFrom, readyTimeoutMs } = wanted
  const lines = await lastLines(commanding.context.host.files, log, commanding.redact, logFrom)
  const alive =
    wanted.health === null
      ? ''
      : `; ${(await lookHttp(wanted.health, commanding.context.host, commanding.redact)).seen}`
  const last = commanding.redact(`${seen}${alive}`)
  const message = `${name} was not ready within ${formatMs(readyTimeoutMs)}: ${last}.\n${quoteLines(name, lines)}`
  return new FiredrillError('never-ready', message, {
    hint: readyHint(wanted, seen, lines),
  })
}
