/** A ledger of 1,200 acknowledged writes, one of them lost. */
import type { LedgerSeen, Story } from '../../src/measure/ledger/ledger.ts'

export function ledgerWith(...stories: Story[]): LedgerSeen {
  return {
    writes: {
      acknowledged: 1200,
      refused: 1,
      unknown: 3,
      stored: 1201,
      unknownStored: 2,
      refusedStored: 0,
      lost: 1,
      duplicated: 0,
    },
    jobs: { told: 1201, lost: 0, duplicated: 0 },
    balances: 100,
    differing: [],
    foreign: 0,
    before: null,
    reading: null,
    stories,
  }
}
