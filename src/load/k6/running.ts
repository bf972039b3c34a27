import { messageOf } from '../../errors.ts'
import type { Child, Host, ProcessIdentity } from '../../host/host.ts'
import { lastLinesOf } from '../../host/last-lines.ts'
import type { LoadEnd, LoadOptions, RunningLoad, Threshold, ThresholdSeen } from '../load.ts'
import { K6Decoder } from './csv/decoder.ts'
import { FirstDue } from './first-due.ts'
import { maxVusOf } from './profile.ts'
import { thresholdsSeen } from './thresholds.ts'
import { toInterrupt } from './wrapped.ts'

/**
 * After an interrupt k6 runs the script's `teardown()`, which has a limit of its own, and hands its samples over; then it
 * is interrupted harder.
 */
const INTERRUPTED_MS = 15_000
const INTERRUPTED_AGAIN_MS = 5_000
const LAST_LINES = 20
const LONGEST_LINE = 2000

export interface Begun {
  /** What was started is a script, and k6 perhaps another process behind it. */
  wrapped: boolean
  /** The script's own. */
  thresholds: readonly Threshold[]
  /** The limit of the script's `teardown()`, ms; 0: it has none. */
  teardownMs: number
  /** Where k6 writes what became of them at its end; null: there are none. */
  summaryFile: string | null
}

const PLAIN: Begun = { wrapped: false, teardownMs: 0, thresholds: [], summaryFile: null }

/** k6 at work: its standard output is decoded as it comes. */
export class RunningK6 implements RunningLoad {
  readonly firstDueMs: Promise<number>
  readonly maxVus: number
  readonly thresholds: readonly Threshold[]
  readonly ended: Promise<LoadEnd>
  /** Resolves at the first sign in the data that virtual users are at work; maybe never. */
  readonly sending: Promise<void>
  readonly #host: Host
  readonly #child: Child
  readonly #options: LoadOptions
  readonly #summaryFile: string | null
  readonly #wrapped: boolean
  readonly #teardownMs: number
  readonly #firstDue: FirstDue
  #asked = false
  #settleFirstDue: PromiseWithResolvers<number> | null

  constructor(host: Host, child: Child, options: LoadOptions, begun = PLAIN) {
    this.#host = host
    this.thresholds = begun.thresholds
    this.#summaryFile = begun.summaryFile
    this.#wrapped = begun.wrapped
    this.#teardownMs = begun.teardownMs
    this.#child = child
    this.#options = options
    this.#firstDue = new FirstDue(options.profile)
    this.maxVus = maxVusOf(options)
    const sending = Promise.withResolvers<void>()
    const firstDue = Promise.withResolvers<number>()
    this.sending = sending.promise
    this.firstDueMs = firstDue.promise
    // Who does not ask for it must not be ended by it.
    this.firstDueMs.catch(() => undefined)
    this.#settleFirstDue = firstDue
    this.ended = this.#read(() => sending.resolve())
  }

  async stop(): Promise<LoadEnd> {
    const { mark, hurrying, brokenOff } = this.#options
    const teardownMs = brokenOff?.aborted ? 0 : this.#teardownMs
    for (const [waitMs, unless, again] of [
      [teardownMs + INTERRUPTED_MS, hurrying, false],
      [INTERRUPTED_AGAIN_MS, undefined, true],
    ] as const) {
      const those = await toInterrupt(this.#host, this.#child, { mark, wrapped: this.#wrapped, again })
      if (await this.#signal(those, 'SIGINT')) this.#asked = true
      if (await this.#endsWithin(waitMs, unless)) return this.ended
    }
    await this.#kill()
    return this.ended
  }

  /** True: at least one was there. */
  async #signal(those: readonly ProcessIdentity[], signal: NodeJS.Signals): Promise<boolean> {
    const sent = await Promise.all(those.map((one) => this.#host.processes.signal(one, signal)))
    return sent.includes(true)
  }

  /** With everything behind it: what is left holds the end of the samples open. */
  async #kill(): Promise<void> {
    const behind = await this.#host.processes.marked(this.#options.mark)
    await this.#signal([this.#child.identity, ...behind], 'SIGKILL')
  }

  /** False once `unless` is aborted. */
  async #endsWithin(ms: number, unless?: AbortSignal): Promise<boolean> {
    const over = new AbortController()
    const signal = unless ? AbortSignal.any([over.signal, unless]) : over.signal
    const late = this.#host.clock.sleep(ms, signal).then(
      () => false,
      () => false,
    )
    const ended = await Promise.race([this.ended.then(() => true), late])
    over.abort()
    return ended
  }

  async #read(onSending: () => void): Promise<LoadEnd> {
    const decoder = new K6Decoder({
      requests: (batch) => this.#options.onRequests(batch),
      unplaced: (batch) => this.#options.onUnplaced?.(batch),
      aside: (batch) => this.#options.onAside?.(batch),
      metrics: (batch) => this.#options.onMetrics(batch),
      writes: (batch) => this.#options.onWrites(batch),
      arrival: (startWallMs) => this.#arrival(this.#firstDue.add(startWallMs)),
      sending: onSending,
    })
    const problem = await this.#drain(decoder)
    const { code, signal } = await this.#child.exited
    this.#arrival(this.#firstDue.settle())
    this.#settleFirstDue?.reject(new Error('no arrival was seen'))
    const lastLines = await this.#lastLines()
    return {
      exitCode: code,
      signal,
      asked: this.#asked,
      malformedRows: decoder.malformedRows,
      lastLines: problem === null ? lastLines : [...lastLines, problem],
      ...(this.#summaryFile === null ? {} : { thresholds: await this.#judged(this.#summaryFile) }),
    }
  }

  /** Hands over everything that k6 writes; returns what went wrong with that, for a load nobody records is none. */
  async #drain(decoder: K6Decoder): Promise<string | null> {
    try {
      if (this.#child.stdout) await readAll(this.#child.stdout, (chunk) => decoder.push(chunk))
      decoder.end()
      return null
    } catch (error) {
      await this.#kill()
      return `the samples could not be taken over: ${messageOf(error)}`
    }
  }

  #arrival(firstDueWallMs: number | null): void {
    if (firstDueWallMs === null || this.#settleFirstDue === null) return
    const { clock } = this.#host
    this.#settleFirstDue.resolve(firstDueWallMs - clock.wallMs() + clock.monoMs())
    this.#settleFirstDue = null
  }

  async #judged(summaryFile: string): Promise<ThresholdSeen[]> {
    return thresholdsSeen(await this.#host.files.readIfThere(summaryFile))
  }

  async #lastLines(): Promise<string[]> {
    const lines = await lastLinesOf(this.#host.files, this.#options.logFile, LAST_LINES)
    return lines
      .filter((line) => line !== '')
      .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE).toWellFormed()}…` : line))
  }
}

/** By events: an asynchronous iterator costs more for each chunk than decoding it does. */
function readAll(stream: NonNullable<Child['stdout']>, take: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Uint8Array) => {
      try {
        take(chunk)
      } catch (error) {
        stream.destroy()
        reject(error)
      }
    })
    stream.once('end', resolve)
    stream.once('close', resolve)
    stream.once('error', reject)
  })
}
