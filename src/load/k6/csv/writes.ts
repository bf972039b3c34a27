/** Puts the two steps of a write together: that it was sent, and what its user was told. */
import type { WriteRow } from '../../load.ts'
import { tagIn } from './fields.ts'

/** Writes of which nothing was told yet: more than any load has under way. Of the oldest beyond it nothing will be. */
const MOST_OPEN = 100_000

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
      if (this.#open.size > MOST_OPEN) this.#giveUpOldest()
      return true
    }
    if (!TOLD.has(told)) return false
    // Told before it was sent, by the clock: both at once.
    const sentWallMs = Math.min(this.#open.get(id)?.sentWallMs ?? wallMs, wallMs)
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
    for (const open of this.#open.values()) this.#hand(untold(open))
    this.#open.clear()
  }

  #giveUpOldest(): void {
    const [oldest] = this.#open
    if (!oldest) return
    this.#open.delete(oldest[0])
    this.#hand(untold(oldest[1]))
  }
}

function untold({ key, sentWallMs }: { key: string; sentWallMs: number }): WriteRow {
  const { NaN: durationMs } = Number
  return { startWallMs: sentWallMs, durationMs, key, told: 'unknown', status: 0, instance: '', release: '' }
}

/** Null also for what was never encoded. */
function decoded(text: string | null): string | null {
  try {
    return text === null ? null : decodeURIComponent(text)
  } catch {
    return null
  }
}
