/** Asks the system what it has stored: by HTTP, or by a command of the user's. */
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { type Entry, entryOf } from './entry.ts'
import { Lines } from './lines.ts'

export type StoredSource = { timeoutMs: number } & (
  | { kind: 'http'; url: string }
  | { kind: 'command'; argv: readonly string[]; cwd: string; env?: Readonly<Record<string, string>> }
)

export interface ReadOptions {
  /** Put into the URL, the arguments and the environment: `{edge}`. */
  variables: Readonly<Record<string, string>>
  /** The run's, for a command. */
  mark: string
  /** What a command says on standard error is kept here. */
  log: string
  signal: AbortSignal
}

/** Far more than any load writes, and than anybody counts; a reader that goes on without end is ended. */
const MOST = { key: 10_000_000, balance: 100_000 } as const

/**
 * Calls `take` with each entry, in the order in which they come. Throws `ledger-unread` when the reader cannot be
 * asked, fails, or takes longer than its time limit; `ledger-invalid` for what it says; the signal's reason.
 */
export async function readStored(
  host: Host,
  source: StoredSource,
  options: ReadOptions,
  take: (entry: Entry) => void,
): Promise<void> {
  const counts = { key: 0, balance: 0 }
  const lines = new Lines((line, number) => {
    const entry = entryOf(line, number)
    const kind = 'balance' in entry ? 'balance' : 'key'
    counts[kind] += 1
    if (counts[kind] > MOST[kind]) throw tooMany(kind)
    take(entry)
  })
  const limit = AbortSignal.timeout(source.timeoutMs)
  const signal = AbortSignal.any([options.signal, limit])
  try {
    if (source.kind === 'http') await download(host, expanded(source.url, options.variables), signal, lines)
    else await run(host, source, options, signal, lines)
  } catch (error) {
    options.signal.throwIfAborted()
    if (limit.aborted) throw unread(`it took longer than ${source.timeoutMs} ms`)
    throw error
  }
  lines.end()
}

async function download(host: Host, url: string, signal: AbortSignal, lines: Lines): Promise<void> {
  const { status, error } = await host.net.download(url, { signal, onData: (chunk) => lines.push(chunk) })
  if (error !== null) throw unread(`${url} gave ${error}`)
  if (status === null || status < 200 || status > 299) throw unread(`${url} answered ${status}`)
}

async function run(
  host: Host,
  source: Extract<StoredSource, { kind: 'command' }>,
  { variables, mark, log }: ReadOptions,
  signal: AbortSignal,
  lines: Lines,
): Promise<void> {
  const given = Object.entries(source.env ?? {}).map(([name, value]) => [name, expanded(value, variables)])
  const argv = source.argv.map((part) => expanded(part, variables))
  signal.throwIfAborted()
  const child = await host.processes.spawn({
    argv,
    cwd: source.cwd,
    env: { ...host.env, ...Object.fromEntries(given) },
    mark,
    stdout: 'pipe',
    stderr: { file: log },
  })
  // What it has started may hold its output open: `sh -c 'psql … | jq …'`.
  const end = async (): Promise<void> => {
    for (const each of [child.identity, ...(await host.processes.marked(mark))])
      await host.processes.signal(each, 'SIGKILL')
    child.stdout?.destroy()
  }
  const abort = () => void end()
  signal.addEventListener('abort', abort, { once: true })
  // It may have come while the command was being started.
  if (signal.aborted) abort()
  try {
    for await (const chunk of child.stdout ?? []) lines.push(chunk as Uint8Array)
    const { code, signal: by } = await child.exited
    signal.throwIfAborted()
    if (code !== 0) throw unread(`\`${argv.join(' ')}\` ended with ${by ?? `exit code ${code}`}`)
  } catch (error) {
    await end()
    await child.exited
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{([A-Za-z][\w.-]*)\}/g, (written, name: string) => {
    if (Object.hasOwn(variables, name)) return variables[name] ?? ''
    throw unread(`${written} is not known; known are ${Object.keys(variables).join(', ')}`)
  })
}

function tooMany(kind: keyof typeof MOST): FiredrillError {
  const message = `what is stored has more than ${MOST[kind]} lines with a "${kind}".`
  return new FiredrillError('ledger-invalid', message, {
    hint: 'Have the reader of `ledger` in firedrill.config.ts say what this run may have written, and no more.',
  })
}

function unread(why: string): FiredrillError {
  return new FiredrillError('ledger-unread', `What is stored could not be read: ${why}.`, {
    hint: 'Look at `ledger` in firedrill.config.ts; what a command said is in logs/ledger.log of the run record.',
  })
}
