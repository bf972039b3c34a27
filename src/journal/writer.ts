import type { AppendFile, Host } from '../host/host.ts'
import type { EventBody, JournalEvent } from './events.ts'
import { unwritable } from './unwritable.ts'
import { withoutSecrets } from './without-secrets.ts'

/** The append-only journal of one run. Events are on disk in the order in which they were written. */
export interface Journal {
  /** Run ms of this moment. */
  nowMs(): number
  /** Puts a machine's monotonic moment on the run's clock. */
  fromMono(monoMs: number): number
  /** Appends an event; it reaches the disk in order, at the latest with the next `sync`. */
  write(body: EventBody, atMs?: number): JournalEvent
  /**
   * Resolves once everything written so far is synced to disk. Rejects with `reports-unwritable` when the disk refuses
   * it, or has refused anything before: nothing more is begun then.
   */
  sync(): Promise<void>
  /** As `sync`, for what is undone: rejects only when something is not on disk. */
  lastWords(): Promise<void>
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
  /** Called once, when the disk refuses a line: it is written again after that. */
  makeRoom?: () => Promise<void>
}

const REFUSED = 'The journal of the run could not be written.'

/** Whoever goes on with a journal undoes, also where the disk does not even open it: `sync` says so then. */
export async function openJournal(
  host: Pick<Host, 'clock' | 'files'>,
  start: JournalStart,
): Promise<Journal> {
  if (start.nextSeq === 0) return new FileJournal(await host.files.openAppend(start.path), host, start)
  const journal = new FileJournal(await host.files.openAppend(start.path).catch(refusing), host, start)
  // Another process may have died in the middle of a line.
  journal.beginLine()
  return journal
}

function refusing(cause: unknown): AppendFile {
  const refuse = () => Promise.reject(cause)
  return { append: refuse, sync: refuse, close: async () => undefined }
}

class FileJournal implements Journal {
  readonly events: JournalEvent[] = []
  readonly #file: AppendFile
  readonly #host: Pick<Host, 'clock'>
  readonly #start: JournalStart
  #seq: number
  #tail: Promise<void> = Promise.resolve()
  #broken: unknown = null
  /** What the disk refused, and took once there was room. */
  #refused: unknown = null

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
    this.#enqueue(() => this.#append(`${JSON.stringify(event)}\n`))
    this.#start.onEvent?.(event)
    return event
  }

  beginLine(): void {
    this.#enqueue(() => this.#append('\n'))
  }

  async sync(): Promise<void> {
    await this.lastWords()
    if (this.#refused !== null) throw unwritable(REFUSED, this.#refused)
  }

  async lastWords(): Promise<void> {
    this.#enqueue(() => this.#syncFile())
    await this.#tail
    if (this.#broken !== null) throw unwritable(REFUSED, this.#broken)
  }

  async close(): Promise<void> {
    await this.#tail
    await this.#file.close()
  }

  async #append(line: string): Promise<void> {
    try {
      await this.#file.append(line)
    } catch (refused) {
      await this.#madeRoom(refused)
      // It may have been written in part: that is ended, and read as none.
      await this.#file.append(`\n${line}`)
    }
  }

  async #syncFile(): Promise<void> {
    try {
      await this.#file.sync()
    } catch (refused) {
      await this.#madeRoom(refused)
      await this.#file.sync()
    }
  }

  async #madeRoom(refused: unknown): Promise<void> {
    const { makeRoom } = this.#start
    if (makeRoom === undefined || this.#refused !== null) throw refused
    this.#refused = refused
    await makeRoom()
  }

  #enqueue(job: () => Promise<void>): void {
    this.#tail = this.#tail.then(job).catch((cause: unknown) => {
      this.#broken ??= cause
    })
  }
}
