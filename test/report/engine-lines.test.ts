import { describe, expect, it } from 'vitest'
import type { EngineSeen } from '../../src/measure/engine-seen.ts'
import { engineLines, engineMarks } from '../../src/report/engine-lines.ts'
import { timelineOf } from '../../src/report/html/timeline/timeline.ts'
import { markdown } from '../../src/report/markdown.ts'
import { measured } from '../verdict/build-measurements.ts'
import { passedInput } from './build-input.ts'

function told(atMs: number, action: EngineSeen['action'], more: Partial<EngineSeen> = {}): EngineSeen {
  return { atMs, errorMs: 2, name: 'web-1', action, exitCode: null, signal: null, health: null, ...more }
}

/** The phases of `measured` go from 5 s to 60 s. */
const KILLED = [
  told(11_000, 'kill', { signal: 'SIGKILL' }),
  told(11_100, 'die', { exitCode: 137 }),
  told(11_200, 'pause', { name: 'web-2' }),
  told(40_000, 'start'),
]

describe('what the engine told', () => {
  it('is one line for what belongs together, and how far the times may be off', () => {
    expect(engineLines(measured({ engine: KILLED }))).toEqual([
      '11 s: web-1 was sent SIGKILL, ended with exit code 137',
      '11.2 s: web-2 is paused',
      '40 s: web-1 started',
      "times are by the engine's clock, at most 2 ms off",
    ])
  })

  it('leaves out how everything was set up and taken down', () => {
    const engine = [told(1000, 'start'), told(61_000, 'stop')]
    expect(engineLines(measured({ engine }))).toEqual([])
  })

  it('says it where memory ran out or a check fails', () => {
    const engine = [
      told(11_000, 'oom'),
      told(20_000, 'health_status', { health: 'unhealthy' }),
      told(30_000, 'health_status', { health: 'healthy' }),
    ]
    const marks = engineMarks(measured({ engine }))
    expect(marks.map(({ words }) => words)).toEqual([
      'web-1 ran out of memory',
      'web-1 is unhealthy',
      'web-1 is healthy',
    ])
    expect(marks.map(({ bad }) => bad)).toEqual([true, true, false])
  })

  it('tells no more than a person reads', () => {
    const engine = Array.from({ length: 30 }, (_, index) => told(10_000 + index * 1500, 'start'))
    const lines = engineLines(measured({ engine }))
    expect(lines).toHaveLength(26)
    expect(lines.at(-2)).toBe('6 more such events, in the journal')
  })

  it('says when the engine’s clock was never read', () => {
    const engine = [told(11_000, 'unpause', { errorMs: null }), told(15_000, 'stop', { errorMs: null })]
    expect(engineLines(measured({ engine })).at(-1)).toBe('times are when it was heard')
  })
})

it('stands in the reports, and changes nothing where there was no engine', () => {
  const input = passedInput()
  const measurements = { ...input.measurements, engine: KILLED }
  expect(markdown.render({ ...input, measurements })).toContain('<summary>What the engine told</summary>')
  expect(timelineOf({ ...input, measurements }).markup).toContain(
    'web-1 was sent SIGKILL, ended with exit code 137</title>',
  )
  expect(markdown.render(input)).not.toContain('engine')
  expect(timelineOf(input).markup).not.toContain('engine')
})
