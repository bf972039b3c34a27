/** Puts the two steps of a write together: that it was sent, and what its user was told. */
import type { WriteRow } from '../../load.ts'
import { tagIn } from './fields.ts'

const TOLD: ReadonlySet<string> = new Set<WriteRow['told']>(['acknowledged', 'refused', 'unknown'])

export class Writes {
  readonly #hand: (row: WriteRow) => void
  /** When those were sent that nothing has been told of yet; by virtual user and key. */
  readonly #open = new Map<string, { key: string; sentWallMs: number }>()

  constructor(hand: (row: WriteRow) => void) {
    this.#hand = hand
  }

  /** False: the row says nothing that could be read. */
  step(wallMs: number, metadata: string): boolean {
    const key = decoded(tagIn(metadata, 'write'))
    const told = tagIn(metadata, 'told')
    if (key === null || key === '' || told === null) return false
    // The same key may be under way twice, by two users.
    const id = `${tagIn(metadata, 'vu') ?? ''} ${key}`
    if (told === 'sent') {
      this.#open.set(id, { key, sentWallMs: wallMs })
      return true
    }
    if (!TOLD.has(told)) return false
    const sentWallMs = this.#open.get(id)?.sentWallMs ?? wallMs
    this.#open.delete(id)
    const status = Number(tagIn(metadata, 'answer') ?? 0)
    this.#hand({
      startWallMs: sentWallMs,
      durationMs: wallMs - sentWallMs,
      key,
      told: told as WriteRow['told'],
      status: Number.isInteger(status) && status >= 0 && status <= 65_535 ? status : 0,
      instance: decoded(tagIn(metadata, 'instance')) ?? '',
      release: decoded(tagIn(metadata, 'release')) ?? '',
    })
    return true
  }

  /** Hands over those that nothing was told of when the load ended. */
  flush(): void {
    for (const { key, sentWallMs } of this.#open.values()) {
      const { NaN: durationMs } = Number
      this.#hand({
        startWallMs: sentWallMs,
        durationMs,
        key,
        told: 'unknown',
        status: 0,
        instance: '',
        release: '',
      })
    }
    this.#open.clear()
  }
}

/** Null also for what was never encoded. */
function decoded(text: string | null): string | null {
  try {
    return text === null ? null : decodeURIComponent(text)
  } catch {
    return null
  }
}
