import { describe, expect, it } from 'vitest'
import { countSignals, onSignals } from '../../src/host/signals.ts'

describe('signals', () => {
  const heard: [string, number][] = []
  const counted = (times: [number, 'SIGINT' | 'SIGTERM' | 'SIGHUP'][]): [string, number][] => {
    heard.length = 0
    let nowMs = 0
    const signal = countSignals(
      (name, count) => heard.push([name, count]),
      () => nowMs,
    )
    for (const [atMs, name] of times) {
      nowMs = atMs
      signal(name)
    }
    return [...heard]
  }

  it('takes two SIGINTs within 500 ms for one', () => {
    expect(
      counted([
        [10_000, 'SIGINT'],
        [10_001, 'SIGINT'],
        [10_500, 'SIGINT'],
      ]),
    ).toEqual([['SIGINT', 1]])
  })

  it('counts a second press, and other signals at any time', () => {
    expect(
      counted([
        [0, 'SIGINT'],
        [501, 'SIGINT'],
      ]),
    ).toEqual([
      ['SIGINT', 1],
      ['SIGINT', 2],
    ])
    expect(
      counted([
        [0, 'SIGTERM'],
        [1, 'SIGTERM'],
        [2, 'SIGINT'],
      ]),
    ).toEqual([
      ['SIGTERM', 1],
      ['SIGTERM', 2],
      ['SIGINT', 3],
    ])
  })

  it('hears the process’s own signals until it is told not to', () => {
    const names: string[] = []
    const before = process.listenerCount('SIGHUP')
    const off = onSignals((signal) => names.push(signal))
    process.emit('SIGHUP', 'SIGHUP')
    off()
    expect(names).toEqual(['SIGHUP'])
    expect(process.listenerCount('SIGHUP')).toBe(before)
  })
})
