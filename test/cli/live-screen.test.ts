import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LiveScreen } from '../../src/cli/live-screen.ts'
import { madeScreen } from './made-screen.ts'

function screen(columns?: number) {
  const made = madeScreen(columns)
  return { made, live: new LiveScreen(made) }
}

describe('lines at the bottom of a terminal', () => {
  it('take the place of those before, whether they are more, fewer or shorter', () => {
    const { made, live } = screen()
    live.draw(['first line', 'second line', 'third'])
    live.draw(['first', 'second'])
    expect(made.rows()).toEqual(['first', 'second'])
    live.draw(['a', 'b', 'c', 'd'])
    expect(made.rows()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('stay below what is said for good', () => {
    const { made, live } = screen()
    live.say('warm-up ended')
    live.draw(['lost 00:01', '200 req/s'])
    live.say('kill web-1')
    live.draw(['lost 00:02', '200 req/s'])
    expect(made.rows()).toEqual(['warm-up ended', 'kill web-1', 'lost 00:02', '200 req/s'])
  })

  it('leave nothing when they are taken away', () => {
    const { made, live } = screen()
    live.say('before')
    live.draw(['lost 00:01', '200 req/s'])
    live.clear()
    made.err('after')
    expect(made.rows()).toEqual(['before', 'after'])
  })

  it('are written only where they changed, at once, and shown at once', () => {
    const { made, live } = screen()
    live.draw(['same', 'lines'])
    live.draw(['same', 'lines'])
    expect(made.writes).toBe(1)
    const texts: string[] = []
    new LiveScreen({ err: (text) => texts.push(text) }).draw(['one', 'two'])
    expect(texts).toHaveLength(1)
    expect(texts[0]?.startsWith('\u001b[?2026h')).toBe(true)
    expect(texts[0]?.endsWith('\u001b[?2026l')).toBe(true)
    // Nothing is wiped before it is written anew: that is what flickers.
    expect(texts[0]).not.toContain('\u001b[2J')
    expect(texts[0]).not.toContain('\u001b[2K')
  })

  it('property: the screen is what was said, then the lines', () => {
    const lines = fc.array(fc.stringMatching(/^[a-z ]{0,20}[a-z]$/), { minLength: 1, maxLength: 4 })
    const act = fc.oneof(
      lines.map((drawn) => ({ kind: 'draw' as const, drawn })),
      fc.stringMatching(/^[a-z]{1,20}$/).map((text) => ({ kind: 'say' as const, text })),
      fc.constant({ kind: 'clear' as const }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const { made, live } = screen()
        const said: string[] = []
        let shown: string[] = []
        for (const each of acts) {
          if (each.kind === 'draw') shown = each.drawn
          if (each.kind === 'say') said.push(each.text)
          if (each.kind === 'clear') shown = []
          if (each.kind === 'draw') live.draw(each.drawn)
          else if (each.kind === 'say') live.say(each.text)
          else live.clear()
        }
        const wanted = [...said, ...shown]
        // After the last thing that was said the cursor stands in a row of its own.
        expect(made.rows()).toEqual(shown.length === 0 ? [...wanted, ''] : wanted)
      }),
    )
  })
})
