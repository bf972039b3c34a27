/** What a run journals of the ledger of writes. */

export interface LedgerRead {
  type: 'ledger-read'
  /** Of the last reading, which alone is in the record. */
  rows: number
  openJobs: number
  balances: Balance[]
  /** How many succeeded. */
  readings: number
  /** From the first attempt to the end of the last. */
  tookMs: number
  /** When the last one began; run ms. Older records do not say. */
  readAtMs?: number
  /** Did the last two say the same? Older records do not say. */
  agreed?: boolean
  /** Why the last attempt failed, and then nothing of what is stored is in the record. */
  error: string | null
}

/** Before the load: the keys that were stored already. */
export interface LedgerBefore {
  type: 'ledger-before'
  rows: number
  tookMs: number
  /** Why they could not be read, and then none of them is in the record. */
  error: string | null
}

/** Something that is counted and not kept by key: how much of it the stored writes should have booked, and how much was. */
export interface Balance {
  name: string
  expected: number
  actual: number
}
