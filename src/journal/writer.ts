import { FiredrillError } from '../errors.ts'
import type { AppendFile, Host } from '../host/host.ts'
import type { EventBody, JournalEvent } from './events.ts'
import { withoutSecrets } from './without-secrets.ts'

/** The append-only journal of one run. Events are on disk in the order in which they were written. */
export interface Journal {
  /** Run ms of this moment. */
  nowMs(): number
  /** Puts a machine's monotonic moment on the run's clock. */
  fromMono(monoMs: number): number
  /** Appends an event; it reaches the disk in order, at the latest with the next `sync`. */
  write(body: EventBody, atMs?: number): JournalEvent
  /** Resolves once everything written so far is synced to disk. Rejects when the disk refuses it. */
  sync(): Promise<void>
  /** Everything written in this process. */
  readonly events: readonly JournalEvent[]
  close(): Promise<void>
}

export interface JournalStart {
  path: string
  /** Machine monotonic ms that counts as 0. */
  zeroMonoMs: number
  /** The number of the next event: above 0 where another process goes on with a journal. */
  nextSeq: number
  onEvent?: (event: JournalEvent) => void
}

export async function openJournal(
  host: Pick<Host, 'clock' | 'files'>,
  start: JournalStart,
): Promise<Journal> {
  const file = await host.files.openAppend(start.path)
  // Another process may have died in the middle of a line.
  if (start.nextSeq > 0) await file.append('\n')
  return new FileJournal(file, host, start)
}

class FileJournal implements Journal {
  readonly events: JournalEvent[] = []
  readonly #file: AppendFile
  readonly #host: Pick<Host, 'clock'>
  readonly #start: JournalStart
  #seq: number
  #tail: Promise<void> = Promise.resolve()
  #broken: unknown = null

  constructor(file: AppendFile, host: Pick<Host, 'clock'>, start: JournalStart) {
    this.#file = file
    this.#host = host
    this.#start = start
    this.#seq = start.nextSeq
  }

  nowMs(): number {
    return this.fromMono(this.#host.clock.monoMs())
  }

  fromMono(monoMs: number): number {
    return Math.round((monoMs - this.#start.zeroMonoMs) * 1000) / 1000
  }

  write(body: EventBody, atMs = this.nowMs()): JournalEvent {
    const event = withoutSecrets({ seq: this.#seq++, atMs, ...body })
    this.events.push(event)
    this.#enqueue(() => this.#file.append(`${JSON.stringify(event)}\n`))
    this.#start.onEvent?.(event)
    return event
  }

  async sync(): Promise<void> {
    this.#enqueue(() => this.#file.sync())
    await this.#tail
    if (this.#broken === null) return
    throw new FiredrillError('reports-unwritable', 'The journal of the run could not be written.', {
      hint: 'Free space on the disk, or choose another reports directory with --out.',
      cause: this.#broken,
    })
  }

  async close(): Promise<void> {
    await this.#tail
    await this.#file.close()
  }

  #enqueue(job: () => Promise<void>): void {
    this.#tail = this.#tail.then(job).catch((cause: unknown) => {
      this.#broken ??= cause
    })
  }
}
