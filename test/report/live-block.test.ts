import { stripVTControlCharacters } from 'node:util'
import { Chalk } from 'chalk'
import { describe, expect, it } from 'vitest'
import type { LiveState } from '../../src/report/live.ts'
import { liveBlock } from '../../src/report/live-block.ts'
import { cellsOfText } from '../../src/report/width.ts'
import { HOSTILE } from './build-input.ts'

const state: LiveState = {
  window: 'lost',
  phase: { number: 2, of: 3, plannedMs: 15_000 },
  elapsedMs: 12_900,
  requestsPerSecond: 198.2,
  p95Ms: 12,
  errorRatio: 0.0002,
  instances: [
    { name: 'web-1', state: 'down' },
    { name: 'web-2', state: 'ready' },
  ],
  note: '',
  now: 'until clients have recovered',
}
const [plain, colours] = [new Chalk({ level: 0 }), new Chalk({ level: 1 })]

describe('what a person watches', () => {
  it('is where it is and what is done, the numbers, the instances', () => {
    expect(liveBlock(state, 100, plain)).toEqual([
      'lost   2/3   00:12 of 00:15   until clients have recovered',
      '198 req/s   p95 12 ms   errors 0.02 %',
      '○ web-1 down   ● web-2 ready',
    ])
  })

  it('says what a step says of itself rather than what it is, and nothing of what is not known', () => {
    expect(liveBlock({ ...state, note: 'now you: pull the plug' }, 100, plain)[0]).toContain(
      'now you: pull the plug',
    )
    const early = {
      ...state,
      window: null,
      phase: null,
      p95Ms: null,
      errorRatio: null,
      instances: [],
      now: '',
    }
    expect(liveBlock(early, 100, plain)).toEqual(['between phases   00:12', '198 req/s   p95 –   errors –'])
    expect(liveBlock({ ...state, phase: { number: 1, of: 1, plannedMs: null } }, 100, plain)[0]).toContain(
      '1/1   00:12   until',
    )
  })

  it.each([200, 80, 40, 20, 10, 2, 1])('fits %i columns, with colours too', (columns) => {
    for (const chalk of [plain, colours])
      for (const line of liveBlock(state, columns, chalk))
        expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(Math.max(1, columns - 1))
  })

  it.each([80, 41, 40, 20, 3])('fits %i columns where characters are two cells wide', (columns) => {
    const wide = {
      ...state,
      window: '負荷の下で失われたノード',
      now: 'キル 🔥 one 👩‍👩‍👧 e\u0301 한국어 until clients have recovered',
      instances: ['ウェブ一', 'ウェブ二', 'ウェブ三'].map((name) => ({ name, state: 'ready' as const })),
    }
    for (const line of liveBlock(wide, columns, colours)) {
      const cells = cellsOfText(stripVTControlCharacters(line))
      expect(cells).toBeLessThanOrEqual(columns - 1)
    }
  })

  it('of many instances shows those that are not ready first', () => {
    const instances = Array.from({ length: 20 }, (_, k) => ({
      name: `web-${k + 1}`,
      state: k === 17 ? ('down' as const) : ('ready' as const),
    }))
    expect(liveBlock({ ...state, instances }, 60, plain)[2]).toBe('● 19 ready   ○ web-18 down')
    const down = instances.map(({ name }) => ({ name, state: 'down' as const }))
    expect(liveBlock({ ...state, instances: down }, 30, plain)[2]).toBe('○ web-1 down   ○ web-2 down …')
  })

  it('has colours only where they are', () => {
    expect(liveBlock(state, 100, plain).join('')).not.toContain('\u001b')
    const [, numbers = '', instances = ''] = liveBlock(state, 100, colours)
    expect(numbers).toContain('\u001b[33merrors 0.02 %')
    expect(instances).toContain('\u001b[31m○ web-1 down')
    expect(instances).toContain('\u001b[32m● web-2 ready')
    expect(liveBlock({ ...state, errorRatio: 0.5 }, 100, colours)[1]).toContain('\u001b[31merrors 50 %')
    expect(liveBlock({ ...state, errorRatio: 0 }, 100, colours)[1]).not.toContain('\u001b[3')
  })

  it.each(HOSTILE)('%.20s stays one line', (text) => {
    const hostile = {
      ...state,
      window: text,
      now: text,
      instances: [{ name: text, state: 'ready' as const }],
    }
    for (const line of liveBlock(hostile, 80, plain))
      for (const character of ['\r', '\n', '\u0000', '\u0007', '\u001b', '\u009b', '\u202e'])
        expect(line).not.toContain(character)
  })
})
