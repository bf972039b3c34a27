import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Redaction } from '../../src/redact/redaction.ts'
import { ENCODINGS, tells } from './encodings.ts'

function knowing(...secrets: string[]): Redaction {
  const redaction = new Redaction()
  for (const [index, secret] of secrets.entries()) redaction.learn(`env S${index}`, secret)
  return redaction
}

/** As they are made by people and by programs; a backslash before a letter is an escape for some and not for others. */
const secrets = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~'), minLength: 6, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'aB3+/= @:?&%#<>"\'!$;,ö漢😀'), minLength: 6, maxLength: 24 }),
  fc.uint8Array({ minLength: 8, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.uuid(),
)

describe('a secret', () => {
  it.each(Object.entries(ENCODINGS))('is hidden in %s', (_, encode) => {
    const words = fc.string({ unit: fc.constantFrom(...'ghi kl:=,.'), maxLength: 12 })
    fc.assert(
      fc.property(secrets, words, words, (secret, before, after) => {
        fc.pre(secret.trim().length >= 6 && !/^\d+$/.test(secret) && new Set(secret).size > 3)
        const text = encode(secret, before, after)
        expect(tells(knowing(secret).text(text), secret)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('is hidden with all that stands around it left', () => {
    expect(knowing('hunter2-hunter2').text('a hunter2-hunter2, b')).toBe('a ‹redacted›, b')
    expect(knowing('pass-1', 'pass-1-word').text('pass-1-word pass-1')).toBe('‹redacted› ‹redacted›')
  })

  it('of fewer than four characters is hidden where it stands alone', () => {
    expect(knowing('abc').text('abc')).toBe('‹redacted›')
    expect(knowing('abc').text('abc d')).toBe('abc d')
    expect(knowing('').text('')).toBe('')
  })

  it('that is known by its name alone may be shown; what is in it may not', () => {
    const redaction = new Redaction()
    redaction.learn('configuration url', 'redis://me:hunter2@h', false)
    expect(redaction.text('redis://me:hunter2@h hunter2')).toBe('redis://me:‹redacted›@h ‹redacted›')
    expect(redaction.valueOf('configuration url')).toBe('redis://me:hunter2@h')
  })

  it('is hidden in what was cut off in the midst of it', () => {
    expect(knowing('hunter2-hunter2').text('it is hunter2-h')).toBe('it is ‹redacted›')
    expect(knowing('hunter2-hunter2').text('hunter2-h, it is')).toBe('hunter2-h, it is')
    expect(knowing('hunter2-hunter2').hidden('it is hunter2-h')).toBe('it is hunter2-h')
  })

  it('is hidden where firedrill has shortened it, whatever stands after that', () => {
    const redaction = knowing('hunter2-hunter2')
    expect(redaction.text('it is hunter2-h…, and hunter2-hunt… (80 characters)')).toBe(
      'it is ‹redacted›…, and ‹redacted›… (80 characters)',
    )
    expect(redaction.text('it is hunter2-h; later …')).toBe('it is hunter2-h; later …')
    const jwt = 'eyJhbGciOi.'.repeat(22)
    expect(knowing(jwt).text(`expected a duration, not "${jwt.slice(0, 200)}…"`)).toBe(
      'expected a duration, not "‹redacted›…"',
    )
  })
})

describe('what is left', () => {
  it('is the same text where nothing is to be hidden, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(knowing('hunter2-hunter2').text(text)).toBe(text)
      }),
    )
  })

  it('keeps what the record hangs together by', () => {
    const redaction = knowing('kill')
    redaction.keep('20261121-kill-node-1f3a')
    expect(redaction.text('20261121-kill-node-1f3a/2 kill')).toBe('20261121-kill-node-1f3a/2 ‹redacted›')
  })

  it('tells of a place by where it will be', () => {
    const redaction = knowing()
    redaction.place('/tmp/x/logs', '/app/reports/x/logs')
    expect(redaction.text('see /tmp/x/logs/web-1.log')).toBe('see /app/reports/x/logs/web-1.log')
    expect(redaction.hidden('see /tmp/x/logs/web-1.log')).toBe('see /tmp/x/logs/web-1.log')
  })

  it('tells one key from another, and the same from itself', () => {
    const redaction = knowing('hunter2')
    expect(redaction.key('order-1')).toBe('order-1')
    expect(redaction.key('a-hunter2')).toBe(redaction.key('a-hunter2'))
    expect(redaction.key('a-hunter2')).not.toBe(redaction.key('A-hunter2'))
    expect(redaction.key('a-hunter2')).toMatch(/^a-‹redacted› [0-9a-f]{12}$/)
    expect(knowing('hunter2').key('a-hunter2')).not.toBe(redaction.key('a-hunter2'))
  })
})

describe('documents', () => {
  it('of JSON stay JSON, numbers and all', () => {
    const redaction = knowing('12345678', 'hunter2')
    const text = `${JSON.stringify({ n: 12345678, a: 'x hunter2', m: 3 }, null, 2)}\n`
    expect(redaction.document(text)).toBe(
      `${JSON.stringify({ n: '‹redacted›', a: 'x ‹redacted›', m: 3 }, null, 2)}\n`,
    )
    expect(redaction.document('a hunter2 {"b":1}')).toBe('a ‹redacted› {"b":1}')
    expect(redaction.document('{"a":"hunter2"')).toBe('{"a":"‹redacted›"')
  })

  it('in which a pattern is meant for more than one text are not JSON any more', () => {
    const redaction = new Redaction()
    redaction.learnPattern('configuration redact.0', /"user":"\w+"/)
    expect(redaction.document('{"user":"me"}')).toBe('{‹redacted›}')
  })

  it('of many lines keep each of them', () => {
    const redaction = knowing('hunter2', 'line one of it\nline two of it')
    const text = 'a hunter2\nb\n{"c":"hunter2","d":1.50}\nline one of it\nline two of it\nend'
    expect(Buffer.from(redaction.lines(Buffer.from(text))).toString()).toBe(
      'a ‹redacted›\nb\n{"c":"‹redacted›","d":1.5}\n‹redacted›\n‹redacted›\nend',
    )
  })

  it('keep bytes that are no text', () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80, 0x0a])
    expect(knowing('hunter2').lines(bytes)).toBe(bytes)
  })
})

it('learns one thing after another', () => {
  const redaction = knowing('hunter2')
  expect(redaction.text('hunter2 hunter3')).toBe('‹redacted› hunter3')
  redaction.learn('env T', 'hunter3')
  expect(redaction.text('hunter2 hunter3')).toBe('‹redacted› ‹redacted›')
  redaction.learnPattern('configuration redact.0', /tok_\w+/y)
  expect(redaction.text('x tok_a tok_b')).toBe('x ‹redacted› ‹redacted›')
  expect(redaction.names()).toEqual(['env S0', 'env T', 'configuration redact.0'])
})
