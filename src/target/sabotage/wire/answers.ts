import type { Readable } from 'node:stream'

/** A good answer that was given before, and can be given again to somebody who was owed another one. */
export interface KeptAnswer {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
}

export interface GivenAnswer extends Readable {
  statusCode?: number | undefined
  headers: Record<string, string | string[] | undefined>
}

/** A longer body is not kept. */
const MAX_BODY_BYTES = 256 * 1024
/** Between two neighbours: they are not part of a request or an answer. */
export const OF_THE_CONNECTION: readonly string[] = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]

/** The latest good answers to writes. */
export class KeptAnswers {
  readonly #byPath = new Map<string, KeptAnswer>()
  readonly #byMethod = new Map<string, KeptAnswer>()

  /** Reads the answer along, without taking it from whoever it is for. */
  watch(method: string, url: string, answer: GivenAnswer): void {
    const { statusCode: status = 0 } = answer
    if (status < 200 || status >= 300) return
    const pieces: Buffer[] = []
    let bytes = 0
    answer.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes <= MAX_BODY_BYTES) pieces.push(piece)
    })
    answer.on('end', () => {
      if (bytes > MAX_BODY_BYTES) return
      const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
        value === undefined || OF_THE_CONNECTION.includes(name) ? [] : [[name, value] as const],
      )
      const kept = { status, headers: Object.fromEntries(headers), body: Buffer.concat(pieces) }
      this.#byPath.set(key(method, url), kept)
      this.#byMethod.set(method, kept)
    })
  }

  /** The latest to the same path, else to the same method; null: there was none yet. */
  like(method: string, url: string): KeptAnswer | null {
    return this.#byPath.get(key(method, url)) ?? this.#byMethod.get(method) ?? null
  }
}

function key(method: string, url: string): string {
  return `${method} ${url.split('?')[0]}`
}
