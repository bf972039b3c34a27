import { expect, it } from 'vitest'
import { formsOf, MOST_BYTES } from '../../src/redact/forms.ts'

const texts = (secret: string) => formsOf(secret).map(({ bytes }) => Buffer.from(bytes).toString('latin1'))

it('has a secret as it is, as hex, and as base64 wherever it stands', () => {
  const forms = texts('hunter2-hunter2')
  expect(forms).toContain('hunter2-hunter2')
  expect(forms).toContain(Buffer.from('hunter2-hunter2').toString('hex'))
  for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
    const whole = Buffer.from(`${before}hunter2-hunter2@host`).toString('base64')
    expect(forms.some((form) => whole.includes(form))).toBe(true)
  }
})

it('has quotes as shells and databases write them', () => {
  expect(texts("it's hidden")).toEqual(expect.arrayContaining(["it''s hidden", `it'\\''s hidden`]))
})

it('has what is left when its own escapes are taken off, but for what is too short', () => {
  expect(texts('p%41ss-word')).toContain('pAss-word')
  expect(texts('%61%62')).not.toContain('ab')
})

it('tells a number, which is not looked for within a longer one', () => {
  expect(formsOf('12345678').filter(({ kind }) => kind === 'digits')).toHaveLength(1)
  expect(formsOf('1234567a').some(({ kind }) => kind === 'digits')).toBe(false)
})

it('takes a long one piece by piece, all of it up to a limit', () => {
  const long = Array.from({ length: 40 }, (_, index) => `line ${index} é`).join('')
  const pieces = formsOf(long).filter(
    ({ kind, bytes }) => kind === 'plain' && long.includes(Buffer.from(bytes).toString()),
  )
  expect(pieces.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).toContain('line 39')
  for (const { bytes } of pieces) expect(Buffer.from(bytes).toString()).not.toContain('\ufffd')
  const total = formsOf('x'.repeat(10 * MOST_BYTES)).reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(total).toBeLessThan(20 * MOST_BYTES)
})
