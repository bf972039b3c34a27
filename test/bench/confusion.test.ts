import { expect, test } from 'vitest'
import { confusionLines, confusionOf } from '../../bench/confusion.ts'
import type { Trial } from '../../bench/ledger.ts'
import { of, on } from '../../bench/rehearsal.ts'

const sound = [of('restart'), of('soak')]
const broken = [
  on('slow-boot', 'takes long', 'restart', /: boot time/),
  on('cold', 'is slow', 'restart', /: p95/),
]

let at = 0
function trial(name: string, verdict: string, failed: string[] = []): Trial {
  at += 1
  return { key: 'k', case: name, trial: at, at: String(at), verdict, failed }
}

test('counts by drill what was said of healthy ones and of twins, and which fails named the right clause first', () => {
  const trials = [
    trial('restart', 'pass'),
    trial('restart', 'fail', ['settled: p95']),
    trial('soak', 'inconclusive'),
    trial('slow-boot by restart', 'fail', ['in turn: boot time', 'in turn: p95']),
    trial('slow-boot by restart', 'fail', ['in turn: p95', 'in turn: boot time']),
    trial('slow-boot by restart', 'inconclusive', ['in turn: boot time']),
    trial('cold by restart', 'pass'),
    trial('of no case', 'fail'),
  ]
  const [restart, soak, all] = confusionOf(trials, sound, broken)
  expect(restart).toEqual({
    drill: 'restart',
    healthy: { pass: 1, fail: 1, inconclusive: 0 },
    twins: { pass: 1, fail: 2, inconclusive: 1 },
    namedFirst: 1,
  })
  expect(soak?.healthy).toEqual({ pass: 0, fail: 0, inconclusive: 1 })
  expect(all).toMatchObject({ drill: 'all', healthy: { pass: 1, inconclusive: 1 }, namedFirst: 1 })
  expect(confusionLines([restart!, soak!]).slice(2)).toEqual([
    '| restart | 1 | 1 | 0 | 2 | 1 | 1 | 1 of 2 (50 %) |',
    '| soak | 0 | 0 | 1 | 0 | 0 | 0 |  |',
  ])
})
