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

  // npm passes a SIGINT on that the terminal has sent already; `timeout` sends its SIGTERM to the child and to the group;
  // bash passes a SIGHUP on that the kernel sends as well.
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('takes two of %s within 500 ms for one', (name) => {
    expect(
      counted([
        [10_000, name],
        [10_001, name],
        [10_500, name],
      ]),
    ).toEqual([[name, 1]])
  })

  it('counts a second one later, and another signal at any time', () => {
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
        [1, 'SIGINT'],
        [2, 'SIGTERM'],
        [501, 'SIGTERM'],
      ]),
    ).toEqual([
      ['SIGTERM', 1],
      ['SIGINT', 2],
      ['SIGTERM', 3],
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
