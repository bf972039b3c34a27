import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedact } from '../../../src/target/app/redact.ts'

describe('redact', () => {
  it('leaves nothing of a secret, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{8,20}$/),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(!before.includes(secret) && !after.includes(secret))
          expect(createRedact([secret])(before + secret + after)).not.toContain(secret)
        },
      ),
    )
  })

  it('replaces a longer secret before a shorter one that is part of it', () => {
    expect(createRedact(['pass', 'password'])('password')).toBe('‹redacted›')
    expect(createRedact(['pass', 'password'])('a=password;')).toBe('a=‹redacted›;')
  })

  it('replaces a very short secret only where it is everything', () => {
    expect(createRedact(['1'])('1')).toBe('‹redacted›')
    expect(createRedact(['1', ''])('web-1')).toBe('web-1')
  })

  it('replaces the password of any URL', () => {
    expect(createRedact([])('postgres://me:pw@127.0.0.1:5432/x')).toBe(
      'postgres://me:‹redacted›@127.0.0.1:5432/x',
    )
    expect(createRedact([])('http://127.0.0.1:80/a@b')).toBe('http://127.0.0.1:80/a@b')
  })
})
