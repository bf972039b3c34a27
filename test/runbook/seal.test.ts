import { describe, expect, it } from 'vitest'
import { type Facts, RUNBOOK_FORMAT, seal, unseal } from '../../src/runbook/seal.ts'

const FACTS: Facts = {
  format: RUNBOOK_FORMAT,
  target: 'processes',
  environment: null,
  releases: { current: '1', next: '2' },
  tell: ['#releases --> <b>'],
  build: null,
  rehearsals: [
    {
      run: 'run-1',
      drill: 'rehearsal',
      set: ['rate=1/s'],
      startedAt: '2026-01-02T03:04:05.000Z',
      parts: ['rollback'],
      planned: ['./ship 1'],
      commands: ['./ship 1'],
      triggers: [],
    },
  ],
}
const BODY = '# Deploy 2\n\nText.\n'
const page = seal(BODY, FACTS)

describe('the seal of a page', () => {
  it('stands after it, in one comment that nothing in it ends', () => {
    expect(page.startsWith(BODY)).toBe(true)
    expect(page.match(/-->/g)).toHaveLength(1)
    expect(page.endsWith(' -->\n')).toBe(true)
  })

  it('gives back what it was made with', () => {
    expect(unseal(page)).toEqual({ facts: FACTS, whole: true })
  })

  it.each([
    ['a letter', page.replace('Text', 'Test')],
    ['a line', page.replace('Text.\n', 'Text.\nMore.\n')],
    ['a space at an end', page.replace('Text.\n', 'Text. \n')],
    ['what it was made with', page.replace('"run-1"', '"run-2"')],
  ])('is broken where %s was changed', (_what, changed) => {
    expect(changed).not.toBe(page)
    expect(unseal(changed)).toMatchObject({ whole: false })
  })

  it('holds where only the ends of lines are those of another system', () => {
    expect(unseal(page.replaceAll('\n', '\r\n'))).toMatchObject({ whole: true })
  })

  it.each([
    ['was taken out', BODY, 'it has no last line'],
    ['was cut off', page.slice(0, -10), 'was changed'],
    ['has something after it', `${page}More.\n`, 'was changed'],
    ['is of a newer kind', seal(BODY, { ...FACTS, format: 'firedrill-runbook/2' as never }), 'newer'],
    ['is no JSON', page.replace('{"format"', '{format'), 'cannot be read'],
    ['lacks something', seal(BODY, { ...FACTS, tell: undefined as never }), 'cannot be read'],
  ])('that %s is none', (_what, changed, why) => {
    const unsealed = unseal(changed)
    expect(unsealed.facts).toBeNull()
    expect('why' in unsealed && unsealed.why).toContain(why)
  })
})
