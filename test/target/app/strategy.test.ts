import { describe, expect, it } from 'vitest'
import { strategyOf } from '../../../src/target/app/strategy.ts'
import { surroundings } from '../process/settings.ts'

const release = { path: 'releases/{version}', current: '1' }
const strategy = (written: Parameters<typeof surroundings>[0]) => strategyOf(surroundings(written).options)

describe('how releases are switched', () => {
  it('is not at all where there are none', () => {
    expect(strategy({})).toBeNull()
  })

  it('is one after the other unless it is said otherwise', () => {
    expect(strategy({ release })).toEqual({ kind: 'rolling', settleMs: 1000 })
    expect(strategy({ release, deploy: { strategy: 'blue-green', settle: '3s' } })).toEqual({
      kind: 'blue-green',
      settleMs: 3000,
    })
  })

  it("is the user's own command before anything else", () => {
    expect(strategy({ version: '/version', release, deploy: { run: 'ship', rollback: 'back' } })).toEqual({
      kind: 'command',
      limitMs: 600_000,
    })
  })

  it('is by a canary with its numbers', () => {
    expect(strategy({ release, deploy: { strategy: 'canary' } })).toEqual({
      kind: 'canary',
      settleMs: 1000,
      canary: {
        share: 0.2,
        warmUpMs: 5000,
        intervalMs: 3000,
        intervals: 10,
        latencyRatio: 1.25,
        errorMargin: 0.01,
        hardErrors: 0.1,
        hardP95Ms: 1000,
        minRequests: 30,
      },
    })
    const deploy = { strategy: 'canary' as const, canary: { share: '5%', hardP95: '400ms' } }
    expect(strategy({ release, deploy })).toMatchObject({ canary: { share: 0.05, hardP95Ms: 400 } })
  })
})
